namespace Nginx502.Nginx;

/// <summary>What nginx's modules demand of some directives beyond their place and number of arguments.</summary>
/// <param name="report">Takes what is found.</param>
internal abstract class DirectiveRule(CheckReport report)
{
    /// <summary>The directives that the rule is about.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Takes what is found.</summary>
    protected CheckReport Report => report;

    /// <summary>Looks at one directive, in the order in which nginx reads them.</summary>
    /// <param name="block">The block that it stands in.</param>
    /// <param name="directive">The directive, its number of arguments being right.</param>
    public abstract void Check(CheckedBlock block, SyntaxDirective directive);

    /// <summary>Looks at what was gathered, as nginx does at the end.</summary>
    public virtual void End()
    {
    }
}
