namespace Nginx502;

/// <summary>A document root that nginx's worker may not enter. The source of the fact: path_resolution(7), acl(5).</summary>
/// <param name="Path">The root, safe to show.</param>
/// <param name="Directory">The first directory on the way, or the root itself, whose search permission the worker lacks; safe to show.</param>
/// <param name="Reason">Why, without a full stop; safe to show.</param>
public sealed record ClosedDocumentRoot(string Path, string Directory, string Reason);
