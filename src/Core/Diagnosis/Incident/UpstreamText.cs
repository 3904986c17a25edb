namespace Nginx502.Diagnosis;

/// <summary>Upstreams as nginx writes them in its lines: <c>http://127.0.0.1:3000/path</c>.</summary>
internal static class UpstreamText
{
    // A colon ends the path of a socket, and the address of the page follows.
    private const string Unix = "unix:";

    /// <summary>The address alone: <c>127.0.0.1:3000</c>, <c>unix:/run/app.sock</c>.</summary>
    public static string Place(string upstream)
    {
        int scheme = upstream.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? upstream : upstream[(scheme + 3)..];
        return rest.StartsWith(Unix, StringComparison.Ordinal) ? rest[..(rest.IndexOf(':', Unix.Length) is >= 0 and int end ? end : rest.Length)] : rest.Split('/')[0];
    }

    /// <summary>The address as an endpoint; null for what is none, as the name of a group.</summary>
    public static FpmEndpoint? Endpoint(string? upstream) => upstream is not null && FpmEndpoint.TryParse(Place(upstream), out FpmEndpoint? endpoint) ? endpoint : null;
}
