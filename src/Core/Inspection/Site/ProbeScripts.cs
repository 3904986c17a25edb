namespace Nginx502.Inspection;

/// <summary>The scripts that our own test of PHP asks for: what nginx says of these says nothing of visitors.</summary>
internal static class ProbeScripts
{
    /// <summary>How such a script, and a directory with one, is named; 32 digits follow.</summary>
    public const string Prefix = "nginx502-probe-";

    /// <summary>True for a request of one.</summary>
    public static bool IsAskedFor(NginxUpstreamError error) =>
        error.RequestUri?.Split('?')[0] is { } path && path[(path.LastIndexOf('/') + 1)..].StartsWith(Prefix, StringComparison.Ordinal);
}
