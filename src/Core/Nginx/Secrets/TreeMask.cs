using System.Text;

namespace Nginx502.Nginx;

/// <summary>Finds what has to be masked in a file: words of directives, comments that were directives, programs, what is damaged.</summary>
/// <param name="file">The file.</param>
internal sealed class TreeMask(SyntaxFile file)
{
    private readonly List<TextEdit> _edits = [];

    /// <summary>What stands in place of secrets.</summary>
    public IReadOnlyList<TextEdit> Edits => _edits;

    /// <summary>Looks at the whole file.</summary>
    public void MaskAll()
    {
        MaskBlock(file.Directives, isSecretMap: false);
        foreach (SyntaxPiece piece in SyntaxPieces.Of(file))
        {
            if (piece.Kind == SyntaxPieceKind.Comment)
            {
                MaskComment(piece);
            }
            else if (piece.Kind == SyntaxPieceKind.Raw)
            {
                Exchange(piece.Start, piece.Length, UnknownText.MaskProgram);
            }
            else if (piece.Kind == SyntaxPieceKind.Damaged)
            {
                Exchange(piece.Start, piece.Length, UnknownText.MaskFragment);
            }
        }
    }

    private void MaskBlock(SyntaxDirective[] directives, bool isSecretMap)
    {
        foreach (SyntaxDirective directive in directives)
        {
            MaskDirective(directive, isSecretMap);
            MaskBlock(directive.Children, isSecretMap || IsSecretMap(directive));
        }
    }

    // map $http_x_api_key $client: who knows an entry knows a key.
    private static bool IsSecretMap(SyntaxDirective directive) =>
        directive.Name is "map" or "geo" or "split_clients" && directive.Arguments().Any(argument => VariableText.Split(argument).Any(part => part.IsVariable && SecretText.IsSecretName(part.Text)));

    private void MaskDirective(SyntaxDirective directive, bool isSecretMap)
    {
        string[] arguments = directive.Arguments();
        ReadOnlySpan<SyntaxWord> words = directive.Words;
        bool isEntry = isSecretMap && directive.Name is not ("default" or "include" or "hostnames" or "volatile");
        for (int index = 0; index < words.Length; index++)
        {
            SyntaxWord word = words[index];
            int argument = index - 1;
            if (isEntry && (index > 0 ? !HarmlessText.IsHarmlessValue(arguments[argument]) : !directive.Name.StartsWith('~')))
            {
                Exchange(word.Start, word.Length, _ => SecretText.Mask);
            }
            else if (directive.Known is null)
            {
                Exchange(word.Start, word.Length, text => index > 0 && SecretText.IsSecretName(directive.Name) && !HarmlessText.IsHarmlessValue(arguments[argument]) ? SecretText.Mask : UnknownText.MaskWord(text));
            }
            else if (index > 0)
            {
                Exchange(word.Start, word.Length, text => ArgumentMask.Mask(directive.Name, arguments, argument, text));
            }
        }
    }

    // A directive that was commented out is masked like one.
    private void MaskComment(SyntaxPiece comment) => Exchange(comment.Start, comment.Length, text =>
    {
        string content = text.TrimStart('#', ' ', '\t');
        SyntaxFile inner = SyntaxReader.Read("/", Encoding.UTF8.GetBytes(content));
        if (inner.Directives is not [{ Known: not null }, ..])
        {
            return UnknownText.MaskSentence(text);
        }

        var masking = new TreeMask(inner);
        masking.MaskAll();
        string masked = masking.Edits.Count == 0 ? content : Encoding.UTF8.GetString(TextEdits.Apply(masking.Edits)[inner.Path]);
        return text[..^content.Length] + masked;
    });

    private void Exchange(int start, int length, Func<string, string> mask)
    {
        string text = Encoding.UTF8.GetString(file.Bytes.Slice(start, length));
        string masked = mask(text);
        if (masked == SecretText.Mask)
        {
            masked = UnknownText.MaskOf(text);
        }

        if (masked != text)
        {
            _edits.Add(new TextEdit(file, start, length, masked));
        }
    }
}
