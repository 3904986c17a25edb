namespace Nginx502.Logs;

/// <summary>Which lines of nginx's error log are wanted. Empty lists let everything pass.</summary>
public sealed record NginxErrorFilter
{
    /// <summary>All upstream errors, no look-alikes.</summary>
    public static NginxErrorFilter UpstreamErrors { get; } = new();

    /// <summary>True for look-alikes too.</summary>
    public bool IncludesLookAlikes { get; init; }

    /// <summary>The symptoms; naming a look-alike here asks for it.</summary>
    public IReadOnlyList<Symptom> Symptoms { get; init; } = [];

    /// <summary>Patterns for the upstream as written, such as <c>fastcgi://unix:*</c>.</summary>
    public IReadOnlyList<WildcardText> Upstreams { get; init; } = [];

    /// <summary>FastCGI endpoints.</summary>
    public IReadOnlyList<FpmEndpoint> Endpoints { get; init; } = [];

    /// <summary>Patterns for the virtual server's name.</summary>
    public IReadOnlyList<WildcardText> Servers { get; init; } = [];

    /// <summary>Patterns for the visitor's address.</summary>
    public IReadOnlyList<WildcardText> Clients { get; init; } = [];

    /// <summary>True when an error that was read before is wanted.</summary>
    public bool Wants(NginxUpstreamError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        bool isWanted = Symptoms.Count > 0 ? Symptoms.Contains(error.Symptom) : error.IsUpstreamError || IncludesLookAlikes;
        return isWanted && Wants(error.Record, error.Fields);
    }

    internal bool Wants(LineVerdict verdict) => Symptoms.Count > 0
        ? Symptoms.Contains(verdict.Symptom)
        : verdict.IsUpstreamError || IncludesLookAlikes;

    // Lines below 'error' never say that an attempt failed: they need not be read when only those are wanted.
    internal bool WantsOnlyFailures => !IncludesLookAlikes && Symptoms.All(symptom => symptom < Symptom.ScriptNotFound);

    internal bool Wants(ReadOnlySpan<byte> record, in ErrorLogFields fields) =>
        Matches(Upstreams, fields.Upstream.Of(record))
        && Matches(Servers, fields.Server.Of(record))
        && Matches(Clients, fields.Client.Of(record))
        && MatchesEndpoint(fields.Upstream.Of(record));

    private static bool Matches(IReadOnlyList<WildcardText> patterns, ReadOnlySpan<byte> value) =>
        patterns.Count == 0 || WildcardText.IsMatchAny(patterns, SafeText.Decode(value));

    private bool MatchesEndpoint(ReadOnlySpan<byte> upstream) =>
        Endpoints.Count == 0
        || (FpmEndpoint.TryParse(SafeText.Decode(upstream), out FpmEndpoint? endpoint) && Endpoints.Contains(endpoint));
}
