using Nginx502.Logs;

namespace Nginx502.Reporting;

/// <summary>What is to be counted of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="From">Its first byte that counts; 0 for a packed file.</param>
/// <param name="Content">What is left of a packed file; null for a plain one.</param>
internal sealed record LogStretch(LogFile File, long From, Stream? Content = null);
