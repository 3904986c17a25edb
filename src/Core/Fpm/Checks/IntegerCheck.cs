using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>Numbers that php-fpm takes and that say something else than they look, or nothing.</summary>
internal sealed class IntegerCheck : IFpmCheck
{
    // A minus means something to the first two; for the others php-fpm itself says that it is wrong.
    private static readonly HashSet<string> Signed = new(StringComparer.Ordinal)
    {
        "process.priority", "listen.backlog", "process.max", "log_limit", "request_slowlog_trace_depth", "pm.max_children", "pm.min_spare_servers", "pm.max_spare_servers",
    };

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection section in context.Sections)
        {
            foreach (FpmAssignment assignment in section.Assignments)
            {
                if (assignment is { IsUnknown: false, Directive.Kind: FpmDirectiveKind.Integer or FpmDirectiveKind.CoreLimit } && Look(assignment) is var (id, message))
                {
                    context.Findings.Add(section, Severity.Warning, id, message, assignment, "Give a number in digits.");
                }
            }
        }
    }

    private static (string Id, string Message)? Look(FpmAssignment assignment)
    {
        string text = assignment.Statement.Value;
        if (text is "" or "-")
        {
            return ("NumberEmpty", $"{assignment.Name} has no digits: php-fpm takes 0");
        }

        if (!assignment.Statement.IsText)
        {
            return ("NumberIsWord", $"a word stands for a number: php-fpm takes {assignment.Value}");
        }

        bool isWord = RawText.EqualsIgnoringCase(text, "unlimited");
        if (!isWord && (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || number.ToString(CultureInfo.InvariantCulture) != assignment.Value))
        {
            return ("NumberTooLarge", $"'{text}' is more than php-fpm can hold: it takes {assignment.Value}");
        }

        return text[0] == '-' && !Signed.Contains(assignment.Name) ? ("NumberNegative", $"{assignment.Name} = {text} is less than nothing") : null;
    }
}
