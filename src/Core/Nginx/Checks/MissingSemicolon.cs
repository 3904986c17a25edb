namespace Nginx502.Nginx;

/// <summary>Tells where a forgotten <c>;</c> made two directives one.</summary>
internal static class MissingSemicolon
{
    /// <summary>Where the <c>;</c> is missing; null when none seems to be.</summary>
    public static string? AdviceFor(SyntaxDirective directive)
    {
        if (Find(directive, DirectiveContexts.Any) is not int index)
        {
            return null;
        }

        LineIndex lines = directive.File.Lines;
        ReadOnlySpan<SyntaxWord> words = directive.Words;
        string name = directive.Argument(index - 1);
        return $"A \";\" is missing at the end of line {lines.LineOf(words[index - 1].End)}: the directive \"{name}\" in line {lines.LineOf(words[index].Start)} was taken for a part of this one.";
    }

    /// <summary>The first word of a directive that begins a line and names another one; null when there is none.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="context">Where the other one would have to be able to stand.</param>
    public static int? Find(SyntaxDirective directive, DirectiveContexts context)
    {
        ReadOnlySpan<SyntaxWord> words = directive.Words;
        if (!directive.File.Bytes[words[0].Start..words[^1].End].Contains((byte)'\n'))
        {
            return null;
        }

        LineIndex lines = directive.File.Lines;
        for (int index = 1; index < words.Length; index++)
        {
            bool beginsLine = lines.LineOf(words[index].Start) > lines.LineOf(words[index - 1].End);
            if (beginsLine && !words[index].IsQuoted
                && DirectiveTable.Find(words[index].Content(directive.File.Bytes)) is { } name
                && name.Definitions.Any(definition => (definition.Contexts & context) != 0))
            {
                return index;
            }
        }

        return null;
    }
}
