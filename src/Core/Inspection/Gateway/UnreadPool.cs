namespace Nginx502;

/// <summary>A file beside those of the pools that describes one too and is not read, as it has another ending: <c>shop.conf.bak</c>.</summary>
/// <param name="Path">The file, safe to show.</param>
/// <param name="Endpoint">Where its pool would listen.</param>
public sealed record UnreadPool(string Path, FpmEndpoint Endpoint);
