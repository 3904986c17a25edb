namespace Nginx502.Linux;

/// <summary>A program that is to be run: never by a shell.</summary>
/// <param name="Path">The program's full path.</param>
/// <param name="Arguments">Its arguments, one each.</param>
public sealed record ProgramRequest(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>The whole environment, <c>NAME=value</c> each; null for that of this process.</summary>
    public IReadOnlyList<string>? Environment { get; init; }

    /// <summary>The names of variables that are taken away, whichever environment it is.</summary>
    public IReadOnlyList<string> WithoutVariables { get; init; } = [];

    /// <summary>The directory that it is started in.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>What it reads from its standard input; nothing unless given.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>How many bytes of each output are kept; what is beyond is read and dropped.</summary>
    public int MaximumOutputBytes { get; init; } = 1024 * 1024;

    /// <summary>How long it may run; then it is killed with all that it started.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The environment that it gets, <c>NAME=value</c> each.</summary>
    internal IReadOnlyList<string> EffectiveEnvironment()
    {
        IEnumerable<string> all = Environment ?? System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Select(variable => $"{variable.Key}={variable.Value}");
        return [.. all.Where(variable => !WithoutVariables.Contains(variable.Split('=', 2)[0], StringComparer.Ordinal))];
    }
}
