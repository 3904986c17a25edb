namespace Nginx502.Nginx;

/// <summary>The lines that change requests (nginx: ngx_http_rewrite_module.c, ngx_http_try_files_module.c).</summary>
internal sealed class RewriteRule(CheckReport report) : DirectiveRule(report)
{
    private const int GreatestCode = 999;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["return", "rewrite", "if", "set", "try_files"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        if (block.Context == DirectiveContexts.StreamServer)
        {
            return;
        }

        switch (directive.Name)
        {
            case "return":
                CheckReturn(directive);
                break;
            case "rewrite" when directive.Argument(1).Length == 0:
                Say(directive, 2, "empty replacement");
                break;
            case "rewrite" when directive.ArgumentCount > 2 && directive.Argument(2) is not ("last" or "break" or "redirect" or "permanent"):
                Say(directive, 3, $"invalid parameter \"{directive.Argument(2)}\"", "Possible are last, break, redirect and permanent.");
                break;
            case "if":
                CheckCondition(directive);
                break;
            case "set" when !directive.Argument(0).StartsWith('$'):
                Say(directive, 1, $"invalid variable name \"{directive.Argument(0)}\"", "The name of a variable begins with $.");
                break;
            case "set" when directive.Argument(0) == "$":
                Say(directive, 1, "invalid variable name \"$\"");
                break;
            case "try_files":
                CheckTryFiles(directive);
                break;
        }
    }

    private void Say(SyntaxDirective directive, int word, string message, string? advice = null) => Report.Error(directive, word, "InvalidValue", message, advice);

    private void CheckReturn(SyntaxDirective directive)
    {
        string code = directive.Argument(0);
        bool isUrl = directive.ArgumentCount == 1
            && (code.StartsWith("http://", StringComparison.Ordinal) || code.StartsWith("https://", StringComparison.Ordinal) || code.StartsWith("$scheme", StringComparison.Ordinal));
        bool isCode = NginxSize.TryParseNumber(code, out long number) && number <= GreatestCode;
        if (!isCode && !isUrl)
        {
            Say(directive, 1, $"invalid return code \"{code}\"", "Write a code, and a text or URL behind it.");
        }
    }

    private void CheckTryFiles(SyntaxDirective directive)
    {
        string last = directive.Argument(directive.ArgumentCount - 1);
        if (last.StartsWith('=') && !VariableText.HasVariable(last) && !(NginxSize.TryParseNumber(last.AsSpan(1), out long code) && code <= GreatestCode))
        {
            Say(directive, directive.ArgumentCount, $"invalid code \"{last}\"", "Write a status code behind the =.");
        }
    }

    // nginx: ngx_http_rewrite_if_condition. The parentheses may stand alone or be written together with what they enclose.
    private void CheckCondition(SyntaxDirective directive)
    {
        var words = new List<(string Text, int Word)>();
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            words.Add((directive.Argument(index), index + 1));
        }

        if (!words[0].Text.StartsWith('('))
        {
            SayCondition(directive, words[0]);
            return;
        }

        Take(words, 0, words[0].Text[1..]);
        if (words.Count == 0 || !words[^1].Text.EndsWith(')'))
        {
            SayCondition(directive, words.Count == 0 ? ("(", 1) : words[^1]);
            return;
        }

        Take(words, words.Count - 1, words[^1].Text[..^1]);
        if (words.Count == 0)
        {
            return;
        }

        (string first, _) = words[0];
        bool isVariable = first.Length > 1 && first[0] == '$';
        bool isFileTest = first is ['-', 'f' or 'd' or 'e' or 'x'] or ['!', '-', 'f' or 'd' or 'e' or 'x'];
        if (isVariable && words.Count == 3 && words[1].Text is not ("=" or "!=" or "~" or "~*" or "!~" or "!~*"))
        {
            Say(directive, words[1].Word, $"unexpected \"{words[1].Text}\" in condition", "Possible are =, !=, ~, ~*, !~ and !~*.");
        }
        else if (!(isVariable && words.Count is 1 or 3) && !(isFileTest && words.Count == 2))
        {
            SayCondition(directive, words[0]);
        }
    }

    private void SayCondition(SyntaxDirective directive, (string Text, int Word) word) =>
        Say(directive, word.Word, $"invalid condition \"{word.Text}\"", "Write if ($variable), if ($variable = text), if ($variable ~ pattern) or if (-f path).");

    // A parenthesis that stood alone leaves no word.
    private static void Take(List<(string Text, int Word)> words, int index, string rest)
    {
        if (rest.Length == 0)
        {
            words.RemoveAt(index);
        }
        else
        {
            words[index] = (rest, words[index].Word);
        }
    }
}
