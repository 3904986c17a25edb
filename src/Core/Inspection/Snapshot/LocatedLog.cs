using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>One log of a configuration with the tree that its path is of.</summary>
/// <param name="Log">The log.</param>
/// <param name="Files">The files as its program sees them.</param>
/// <param name="FullPath">Its full path in these; null when it is no file.</param>
/// <param name="Formats">An access log's formats.</param>
internal sealed record LocatedLog(WrittenLog Log, FileTree Files, string? FullPath, IReadOnlyList<AccessLogFormat> Formats);
