namespace Nginx502.Nginx;

/// <summary>One block of <c>http</c> that settings can stand in, within the blocks that it inherits from.</summary>
/// <param name="scope">Which kind of block it is.</param>
/// <param name="directive">The directive that opens it; null for <c>http</c> itself, which may be written in parts.</param>
/// <param name="parent">The block around it; null for <c>http</c>.</param>
/// <param name="directives">Its directives, each include replaced by what it includes.</param>
internal sealed class HttpBlock(NginxSettingScope scope, SyntaxDirective? directive, HttpBlock? parent, IReadOnlyList<SyntaxDirective> directives)
{
    // Of most blocks nobody asks for their settings.
    private SettingTable?[]? _tables;

    /// <summary>What all blocks of http keep of their lines.</summary>
    public SettingCache Cache { get; } = parent?.Cache ?? new SettingCache();

    /// <summary>Which kind of block it is.</summary>
    public NginxSettingScope Scope => scope;

    /// <summary>The directive that opens it; null for <c>http</c> itself.</summary>
    public SyntaxDirective? Directive => directive;

    /// <summary>The block around it; null for <c>http</c>.</summary>
    public HttpBlock? Parent => parent;

    /// <summary>Its directives, each include replaced by what it includes.</summary>
    public IReadOnlyList<SyntaxDirective> Directives => directives;

    /// <summary>The server that it is, or lies in; null for <c>http</c>.</summary>
    public HttpBlock? Server => scope == NginxSettingScope.Server ? this : parent?.Server;

    /// <summary>What is in effect here of what a catalogue knows.</summary>
    public SettingTable Settings(SettingCatalogue catalogue)
    {
        _tables ??= new SettingTable?[SettingCatalogue.Count];
        return _tables[catalogue.Index] ??= SettingTable.Read(catalogue, this, parent?.Settings(catalogue));
    }

    /// <summary>The directives of a name that stand here.</summary>
    public IEnumerable<SyntaxDirective> Own(DirectiveName name) => directives.Where(directive => directive.Known == name && directive.ArgumentCount > 0);
}
