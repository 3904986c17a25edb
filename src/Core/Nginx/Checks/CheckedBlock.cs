namespace Nginx502.Nginx;

/// <summary>One block as it is checked, where it stands: a block of a file that is included twice is checked twice.</summary>
/// <param name="context">What may stand in it.</param>
/// <param name="directive">The directive that opens it; null for the outermost level.</param>
/// <param name="parent">The block around it; null for the outermost level.</param>
internal sealed class CheckedBlock(DirectiveContexts context, SyntaxDirective? directive, CheckedBlock? parent)
{
    private readonly Dictionary<DirectiveName, SyntaxDirective> _first = [];

    /// <summary>What may stand in it.</summary>
    public DirectiveContexts Context => context;

    /// <summary>The directive that opens it; null for the outermost level.</summary>
    public SyntaxDirective? Directive => directive;

    /// <summary>The block around it; null for the outermost level.</summary>
    public CheckedBlock? Parent => parent;

    /// <summary>The location that it is; null when it is none.</summary>
    public LocationName? Location { get; } = context == DirectiveContexts.Location && directive is not null ? LocationName.Read(directive) : null;

    /// <summary>Notes a directive; gives the one of the same name that stood before it in this block, if any.</summary>
    public SyntaxDirective? Note(DirectiveName name, SyntaxDirective found) => _first.TryAdd(name, found) ? null : _first[name];

    /// <summary>The first directive of a name that was met in this block so far; null when none was.</summary>
    public SyntaxDirective? FirstOf(DirectiveName name) => _first.GetValueOrDefault(name);
}
