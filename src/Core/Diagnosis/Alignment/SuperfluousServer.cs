namespace Nginx502.Diagnosis;

/// <summary>A server of a group where nobody listens, while the pool that could be meant is in the group already.</summary>
internal static class SuperfluousServer
{
    /// <summary>What mends it.</summary>
    /// <param name="upstream">The upstream with the group.</param>
    /// <param name="endpoint">The address of the server.</param>
    public static Remedy TakeOut(NginxUpstream upstream, FpmEndpoint endpoint) => new(
        $"Start what is to listen on {endpoint}; or take its line out of upstream {upstream.Group}, and reload nginx.",
        $"{CommandText.Choose(upstream)} | Format-List",
        ChangeApplies.NginxReload,
        Disruptions.NginxReload);
}
