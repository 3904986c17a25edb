namespace Nginx502.Nginx;

/// <summary>Checks arguments that nginx reads in one of its common ways (nginx: src/core/ngx_conf_file.c, the ngx_conf_set_*_slot functions).</summary>
/// <param name="report">Takes what is found.</param>
internal sealed class ValueCheck(CheckReport report)
{
    private const string Id = "InvalidValue";

    /// <summary>Checks the arguments of a directive, whose number is right.</summary>
    public void Check(SyntaxDirective directive, DirectiveDefinition definition)
    {
        switch (definition.Kind)
        {
            case DirectiveValueKind.Flag:
                CheckFlag(directive);
                break;
            case DirectiveValueKind.Number:
                CheckNumber(directive, definition);
                break;
            case DirectiveValueKind.Size when !NginxSize.TryParse(directive.Argument(0), out _):
            case DirectiveValueKind.Sizes when !directive.ArgumentWord(0).HasDollar && !NginxSize.TryParse(directive.Argument(0), out _):
                SayInvalid(directive, 1, "Write a size in bytes, or with k or m behind it: 16k.");
                break;
            case DirectiveValueKind.Offset when !NginxSize.TryParseOffset(directive.Argument(0), out _):
                SayInvalid(directive, 1, "Write a size in bytes, or with k, m or g behind it: 16k.");
                break;
            case DirectiveValueKind.Time when !NginxTime.TryParseMilliseconds(directive.Argument(0), out _):
                SayInvalid(directive, 1, "Write a time in seconds, or with a unit: 500ms, 30s, 5m, 1h.");
                break;
            case DirectiveValueKind.Seconds when !NginxTime.TryParseSeconds(directive.Argument(0), out _):
                SayInvalid(directive, 1, "Write a time in whole seconds, or with a unit: 30s, 5m, 1h.");
                break;
            case DirectiveValueKind.Buffers:
                CheckBuffers(directive);
                break;
            case DirectiveValueKind.Enum or DirectiveValueKind.Mask:
                CheckWords(directive, definition);
                break;
            case DirectiveValueKind.Access:
                CheckAccess(directive);
                break;
            case DirectiveValueKind.Path:
                CheckPath(directive);
                break;
        }
    }

    private void SayInvalid(SyntaxDirective directive, int word, string? advice = null, string what = "invalid value") =>
        report.Error(directive, word, Id, $"\"{directive.Name}\" directive {what}", advice);

    private void CheckFlag(SyntaxDirective directive)
    {
        string value = directive.Argument(0);
        if (!value.Equals("on", StringComparison.OrdinalIgnoreCase) && !value.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            report.Error(directive, 1, Id, $"invalid value \"{value}\" in \"{directive.Name}\" directive, it must be \"on\" or \"off\"", "Write on or off.");
        }
    }

    private void CheckNumber(SyntaxDirective directive, DirectiveDefinition definition)
    {
        if (!NginxSize.TryParseNumber(directive.Argument(0), out long number))
        {
            SayInvalid(directive, 1, "Write a number without sign or unit.", "invalid number");
        }
        else if (number < definition.Minimum || number > definition.Maximum)
        {
            string bounds = definition.Maximum is { } most ? $"between {definition.Minimum} and {most}" : $"equal to or greater than {definition.Minimum}";
            report.Error(directive, 1, Id, "value must be " + bounds);
        }
    }

    private void CheckBuffers(SyntaxDirective directive)
    {
        if (!NginxSize.TryParseNumber(directive.Argument(0), out long number) || number == 0)
        {
            SayInvalid(directive, 1, "Write the number of buffers, and behind it the size of each: 8 16k.");
        }
        else if (!NginxSize.TryParse(directive.Argument(1), out long bytes) || bytes == 0)
        {
            SayInvalid(directive, 2, "Write the number of buffers, and behind it the size of each: 8 16k.");
        }
    }

    private void CheckWords(SyntaxDirective directive, DirectiveDefinition definition)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            if (!definition.Values.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                report.Error(directive, index + 1, Id, $"invalid value \"{value}\"", $"Possible are {string.Join(", ", definition.Values)}.");
            }
            else if (!seen.Add(value))
            {
                report.Warning(directive, index + 1, "DuplicateValue", $"duplicate value \"{value}\"");
            }
        }
    }

    private void CheckAccess(SyntaxDirective directive)
    {
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            if (directive.Argument(index).Split(':') is not ["user" or "group" or "all", "r" or "rw"])
            {
                report.Error(directive, index + 1, Id, $"invalid value \"{directive.Argument(index)}\"", "Write user:rw, group:rw, all:r or the like.");
            }
        }
    }

    private void CheckPath(SyntaxDirective directive)
    {
        for (int index = 1; index < directive.ArgumentCount; index++)
        {
            if (!NginxSize.TryParseNumber(directive.Argument(index), out long level) || level == 0)
            {
                SayInvalid(directive, index + 1);
                return;
            }
        }
    }
}
