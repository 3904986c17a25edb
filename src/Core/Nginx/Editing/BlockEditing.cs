namespace Nginx502.Nginx;

/// <summary>Works out the edits that set or remove one directive in the block of an upstream: only what must change changes.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="site">The upstream.</param>
internal sealed class BlockEditing(NginxConfiguration configuration, UpstreamSite site)
{
    private readonly HttpBlock _block = LocationOf(site.Block);

    /// <summary>The edits for one directive; none when the block says it already, or has nothing to be removed.</summary>
    public IReadOnlyList<TextEdit> Edit(WantedSetting wanted)
    {
        SyntaxDirective[] own = [.. _block.Directives.Where(wanted.Names)];
        if (wanted.Values is null)
        {
            return [.. own.Select(Without)];
        }

        if (own.Length == 0)
        {
            return [Insert(wanted)];
        }

        // Several are one value, or nginx refuses all but one: the first becomes the value, the others go.
        return wanted.IsSaidBy(own) ? [] : [Replace(own[0], wanted), .. own.Skip(1).Select(Without)];
    }

    /// <summary>True when setting a directive here would hide others of its kind that are inherited: parameters, headers.</summary>
    public bool HidesInherited(WantedSetting wanted) =>
        wanted is { Parameter: not null, Values: not null }
        && !_block.Directives.Any(directive => directive.Known == wanted.Slot.Name)
        && site.Upstream.Settings.Any(setting => setting.Name.StartsWith(wanted.Slot.Name.Text + " ", StringComparison.Ordinal));

    private static TextEdit Without(SyntaxDirective directive) => new LineShape(directive.File).Without(directive.Start, directive.EndAt + 1);

    private static TextEdit Replace(SyntaxDirective directive, WantedSetting wanted)
    {
        int start = directive.ArgumentWord(0).Start;
        int end = directive.ArgumentWord(directive.ArgumentCount - 1).End;
        return new TextEdit(directive.File, start, end - start, string.Join(' ', wanted.Arguments.Select(WordText.Encode)));
    }

    // Settings cannot stand in if and limit_except: the location around them decides.
    private static HttpBlock LocationOf(HttpBlock block) => block is { Scope: NginxSettingScope.If, Parent: { } around } ? LocationOf(around) : block;

    // A person would write it behind the commented default, else behind the last line of its kind, else where requests are handed over.
    private TextEdit Insert(WantedSetting wanted)
    {
        SyntaxDirective opening = _block.Directive!;
        var shape = new LineShape(opening.File);
        if (CommentOf(opening, wanted.Slot.Name.Text) is { } comment && shape.BeginsLine(comment.Start))
        {
            return shape.Behind(comment.Start, comment.End, wanted.Line);
        }

        SyntaxDirective? family = Array.FindLast(
            opening.Children, directive => directive.End == SyntaxDirectiveEnd.Semicolon && directive.Name.StartsWith(site.Catalogue.Prefix, StringComparison.Ordinal));
        SyntaxDirective? anchor = family ?? Array.FindLast(opening.Children, Brings);
        return anchor is not null
            ? shape.Behind(anchor.Start, anchor.EndAt + 1, wanted.Line)
            : shape.Behind(opening.Start, opening.EndAt + 1, wanted.Line);
    }

    // True for the include that brings the *_pass, whatever is between.
    private bool Brings(SyntaxDirective directive) =>
        directive.Known == DirectiveTable.Include && configuration.Included(directive).Any(Brings);

    private bool Brings(SyntaxFile file) => site.Pass.File == file || file.Directives.Any(Brings);

    private static SyntaxPiece? CommentOf(SyntaxDirective block, string name)
    {
        ReadOnlySpan<byte> bytes = block.File.Bytes;
        SyntaxPiece? found = null;
        foreach (SyntaxPiece piece in SyntaxPieces.Of(block.File))
        {
            bool isInside = piece.Kind == SyntaxPieceKind.Comment && piece.Start > block.EndAt && (block.CloseAt < 0 || piece.Start < block.CloseAt)
                && !block.Children.Any(child => child.EndAt < piece.Start && child.CloseAt > piece.Start);
            ReadOnlySpan<byte> text = isInside ? bytes.Slice(piece.Start, piece.Length).TrimStart("# \t"u8) : [];
            byte[] start = System.Text.Encoding.ASCII.GetBytes(name);
            if (text.StartsWith(start) && text.Length > start.Length && text[start.Length] is (byte)' ' or (byte)'\t' or (byte)';')
            {
                found = piece;
            }
        }

        return found;
    }
}
