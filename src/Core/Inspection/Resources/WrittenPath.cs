using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>A path to which nginx or php-fpm write.</summary>
/// <param name="Files">The files as the program sees them.</param>
/// <param name="Path">The full path there.</param>
/// <param name="Use">What it is for: <c>logs of nginx</c>.</param>
internal sealed record WrittenPath(FileTree Files, string Path, string Use);
