using System.Collections.Concurrent;

namespace Nginx502.Nginx;

/// <summary>The directives of blocks with each include replaced by what it includes. A block is expanded once, however often it is met.</summary>
/// <param name="included">What each include brings.</param>
internal sealed class ExpandedBlocks(IReadOnlyDictionary<SyntaxDirective, SyntaxFile[]> included)
{
    private readonly ConcurrentDictionary<SyntaxDirective, SyntaxDirective[]> _expanded = [];

    /// <summary>The directives of a block.</summary>
    public SyntaxDirective[] ChildrenOf(SyntaxDirective block) =>
        HasInclude(block.Children) ? _expanded.GetOrAdd(block, block => Expand(block.Children)) : block.Children;

    /// <summary>Directives with each include replaced.</summary>
    public SyntaxDirective[] Expand(SyntaxDirective[] directives)
    {
        if (!HasInclude(directives))
        {
            return directives;
        }

        var expanded = new List<SyntaxDirective>(directives.Length * 2);
        int budget = IncludeLimits.MaxExpanded;
        AddTo(expanded, directives, ref budget);
        return [.. expanded];
    }

    // Circles were cut when the files were read; what includes twice what includes twice is bounded here.
    private void AddTo(List<SyntaxDirective> expanded, SyntaxDirective[] directives, ref int budget)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if (--budget < 0)
            {
                return;
            }

            if (!included.TryGetValue(directive, out SyntaxFile[]? files))
            {
                expanded.Add(directive);
                continue;
            }

            foreach (SyntaxFile file in files)
            {
                AddTo(expanded, file.Directives, ref budget);
            }
        }
    }

    private static bool HasInclude(SyntaxDirective[] directives)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if (directive.Known == DirectiveTable.Include)
            {
                return true;
            }
        }

        return false;
    }
}
