namespace Nginx502.Fpm;

/// <summary>Texts that PHP's parser reads otherwise than they look: cut, calculated, or with the end of the line in them.</summary>
internal sealed class ValueTextCheck : IFpmCheck
{
    private const string Quote = "Put the value into double quotes.";

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection section in context.Sections)
        {
            foreach (FpmAssignment assignment in section.Assignments)
            {
                if (Look(assignment) is var (id, message, advice))
                {
                    context.Findings.Add(section, Severity.Warning, id, message, assignment, advice);
                }

                SayEmptyVariables(context, section, assignment);
            }
        }
    }

    private static (string Id, string Message, string Advice)? Look(FpmAssignment assignment)
    {
        IniStatement statement = assignment.Statement;
        if (statement.Value.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return ("ValueTakesLineEnd", $"the dollar at the end takes the line end along: the value of {assignment.SettingName} ends with a newline", Quote);
        }

        // Where it was refused as a number, that was said.
        bool isText = assignment.Directive is null ? !assignment.SettingName.EndsWith("[error_reporting]", StringComparison.Ordinal) : assignment.Directive.Kind == FpmDirectiveKind.Text;
        if (isText && statement.IsCalculated)
        {
            return ("ValueCalculated", $"| & ^ ~ and ! calculate here: the value of {assignment.SettingName} is a number", Quote);
        }

        if (isText && statement.Value.Contains(" #", StringComparison.Ordinal) && !assignment.Written.AsSpan().ContainsAny('"', '\''))
        {
            return ("HashIsNoComment", $"# begins no comment: it is part of the value of {assignment.SettingName}", "Begin the comment with ;, or put the value into double quotes.");
        }

        ReadOnlySpan<byte> rest = assignment.File.Ini.Slice(new IniSpan(statement.ValueSpan.End, assignment.Line.Span.End)).TrimEnd("\r\n"u8);
        if (!rest.IsEmpty && rest[0] == ';' && statement.ValueSpan.Length > 0)
        {
            return ("ValueCutByComment", $"the value of {assignment.SettingName} ends before the semicolon: what follows is a comment", Quote);
        }

        ReadOnlySpan<byte> trimmed = rest.TrimStart(" \t"u8);
        return !trimmed.IsEmpty && trimmed[0] == '\''
            ? ("ValueCutByQuote", $"the value of {assignment.SettingName} ends before the single quote, which has no other one", Quote)
            : null;
    }

    private static void SayEmptyVariables(FpmCheckContext context, FpmSection section, FpmAssignment assignment)
    {
        if (assignment.Statement.Empty is { } empty)
        {
            context.Findings.Add(
                section, Severity.Warning, "VariableEmpty", $"{string.Join(", ", empty.Select(FpmStatementReader.NameAlone).Distinct(StringComparer.Ordinal))} has no value in the environment of php-fpm: nothing stands in its place", assignment,
                "Set it where php-fpm is started (Environment= of its unit), or write the value.");
        }

        // What a worker's variable is taken from, when php-fpm starts.
        IReadOnlyDictionary<string, string>? environment = context.Options.Environment;
        if (assignment is { Name: "env", IsUnknown: false } && assignment.Value.StartsWith('$') && environment is not null && !environment.ContainsKey(RawText.Decode(assignment.Value[1..])))
        {
            context.Findings.Add(
                section, Severity.Warning, "VariableEmpty", $"{assignment.SettingName} is taken from a variable that the environment of php-fpm does not have: it is empty", assignment,
                "Set it where php-fpm is started (Environment= of its unit), or write the value.");
        }
    }
}
