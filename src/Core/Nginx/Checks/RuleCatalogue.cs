namespace Nginx502.Nginx;

/// <summary>All rules about single directives and about what they make together.</summary>
internal static class RuleCatalogue
{
    /// <summary>The rules for one check, in the order in which nginx would speak at the end.</summary>
    public static DirectiveRule[] Make(NginxConfiguration configuration, CheckReport report, UnknownDirectives unknown)
    {
        var groups = new GroupRule(report, configuration.Options.Version);
        return
        [
            new CoreRule(report, configuration),
            new LogRule(report),
            new LocationRule(report),
            new ListenRule(report),
            new RewriteRule(report),
            new EntryRule(report, configuration),
            groups,
            new GroupServerRule(report, groups, configuration.Options.Version),
            new PassRule(report, groups),
            new ZoneRule(report),
            new BufferRule(report, configuration),
            new VariableRule(report, configuration, unknown),
        ];
    }
}
