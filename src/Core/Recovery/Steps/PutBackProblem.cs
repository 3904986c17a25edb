namespace Nginx502.Recovery;

/// <summary>A file that could not be put back.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Problem">What it holds, and why: a sentence.</param>
/// <param name="Command">What puts it back by hand.</param>
/// <param name="ErrorNumber">The kernel's error number, or 0.</param>
internal sealed record PutBackProblem(string Path, string Problem, string Command, int ErrorNumber);
