namespace Nginx502.Linux;

/// <summary>How a program ran in a private view.</summary>
/// <param name="Result">How it ended; null when it was not run.</param>
/// <param name="Problem">Why it was not run, a sentence without its full stop; null when it was.</param>
/// <param name="ReadOnlyPlaces">Places that could only be made read-only: what the program would write there fails, where it would not outside.</param>
/// <param name="MissingPaths">Of the paths that must exist, those that do not.</param>
internal sealed record PrivateViewRun(ProgramResult? Result, string? Problem, IReadOnlyList<string> ReadOnlyPlaces, IReadOnlyList<string> MissingPaths);
