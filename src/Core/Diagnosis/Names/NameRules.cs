namespace Nginx502.Diagnosis;

/// <summary>All that can be wrong with a host name, by what was asked.</summary>
internal static class NameRules
{
    /// <summary>Checks one name.</summary>
    public static IEnumerable<NameProblem> Check(NginxNameFacts facts) => facts.Lookup == NameLookup.AtLoad ? AtLoadRule.Check(facts) : ResolverRule.Check(facts);
}
