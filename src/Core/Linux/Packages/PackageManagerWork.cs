namespace Nginx502;

/// <summary>A package manager that is at work: it holds the lock of its database, and may be replacing nginx or PHP. Its texts are safe to show.</summary>
/// <param name="LockPath">The file that it has locked.</param>
/// <param name="ProcessId">The process; null when it is one of another namespace.</param>
/// <param name="Program">What the process calls itself; null when it is not known.</param>
public sealed record PackageManagerWork(string LockPath, int? ProcessId, string? Program)
{
    /// <summary>Who is at work, and what he holds: a sentence without its full stop.</summary>
    public override string ToString() => $"A package manager is at work{(ProcessId is { } process && Program is { } program ? $" (process {process}, {program})" : string.Empty)}: it holds {LockPath}";
}
