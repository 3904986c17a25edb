namespace Nginx502;

/// <summary>One side of a disagreement: what a configuration says, and where. Its texts are safe to show.</summary>
/// <param name="Text">The directive with its value, as a line of that configuration.</param>
/// <param name="Path">The file; null where the value is built in.</param>
/// <param name="LineNumber">The line, from 1; null where the value is built in.</param>
public sealed record AlignmentPlace(string Text, string? Path, int? LineNumber)
{
    /// <summary>The place and the text.</summary>
    public override string ToString() => $"{(Path is null ? "built in" : ConfigurationPlace.Format(Path, LineNumber))}: {Text}";

    /// <summary>The place of a directive of nginx.</summary>
    internal static AlignmentPlace Of(NginxSetting setting) => new($"{setting.Name} {setting.Value};", setting.Path, setting.LineNumber);

    /// <summary>The place where nginx hands over.</summary>
    internal static AlignmentPlace Of(NginxUpstream upstream) => new($"{upstream.Directive} {upstream.Upstream};", upstream.Path, upstream.LineNumber);

    /// <summary>The place of a server of a group, or where nginx hands over to one address.</summary>
    internal static AlignmentPlace Of(NginxUpstream upstream, NginxUpstreamServer server) =>
        upstream.Group is null ? Of(upstream) : new($"server {server.Address};", server.Path, server.LineNumber);

    /// <summary>The place of a directive of a pool; where it is built in, the pool itself.</summary>
    internal static AlignmentPlace Of(FpmPool pool, string directive) => pool.GetSetting(directive) is { } setting
        ? new($"{directive} = {setting.Value ?? "(not set)"}", setting.Path, setting.LineNumber)
        : new($"[{pool.Pool}]", pool.ConfigurationPath, pool.LineNumber);
}
