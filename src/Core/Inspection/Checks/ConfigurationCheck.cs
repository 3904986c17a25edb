namespace Nginx502;

/// <summary>What a program says of its configuration (<c>-t</c>). Safe to show.</summary>
/// <param name="Passed">True when the program was run and accepts it, and what it does not look at itself is there too.</param>
/// <param name="WasRun">False when the program was not run; <paramref name="NotSeen"/> says why.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments, secrets masked.</param>
/// <param name="ExitCode">Its exit code; null when it was not run or was killed.</param>
/// <param name="IsPrivate">True when it ran in a view of its own, in which it changed nothing that is real.</param>
/// <param name="BoundPorts">True when it bound the configured ports for a moment, since no nginx runs that has them.</param>
/// <param name="Diagnostics">What it says, each with its place.</param>
/// <param name="Output">All that it printed.</param>
/// <param name="NotSeen">What could not be judged, with the reason and what helps.</param>
/// <param name="Duration">How long it took, with making the view.</param>
public sealed record ConfigurationCheck(
    bool Passed,
    bool WasRun,
    string Program,
    IReadOnlyList<string> Arguments,
    int? ExitCode,
    bool IsPrivate,
    bool BoundPorts,
    IReadOnlyList<ConfigurationDiagnostic> Diagnostics,
    string Output,
    IReadOnlyList<NotSeen> NotSeen,
    TimeSpan Duration)
{
    /// <summary>True when the program was not run only because no private view can be had here, as without the right to mount.</summary>
    public bool IsViewRefused { get; init; }
}
