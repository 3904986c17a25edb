namespace Nginx502.Nginx;

/// <summary>Logs and their formats (nginx: src/core/ngx_log.c, ngx_log_set_levels; ngx_http_log_module.c).</summary>
internal sealed class LogRule(CheckReport report) : DirectiveRule(report)
{
    private static readonly string[] Levels = ["emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"];
    private static readonly string[] DebugLevels = ["debug_core", "debug_alloc", "debug_mutex", "debug_event", "debug_http", "debug_mail", "debug_stream"];

    // A format counts from its line on, also in a block that stands before it.
    private readonly HashSet<string> _formats = new(StringComparer.Ordinal) { "combined" };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["error_log", "access_log", "log_format"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        bool isHttp = (block.Context & (DirectiveContexts.Stream | DirectiveContexts.StreamServer | DirectiveContexts.Mail | DirectiveContexts.MailServer)) == 0;
        if (directive.Name == "error_log")
        {
            CheckLevels(directive);
        }
        else if (isHttp && directive.Name == "log_format")
        {
            CheckFormat(directive);
        }
        else if (isHttp && directive.Name == "access_log")
        {
            CheckAccessLog(directive);
        }
    }

    private void CheckLevels(SyntaxDirective directive)
    {
        string? level = null;
        for (int index = 1; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            if (Levels.Contains(value, StringComparer.Ordinal))
            {
                if (level is not null)
                {
                    Report.Error(directive, index + 1, "InvalidValue", $"duplicate log level \"{value}\"");
                    return;
                }

                level = value;
            }
            else if (!DebugLevels.Contains(value, StringComparer.Ordinal) || Levels.Contains(level, StringComparer.Ordinal))
            {
                Report.Error(directive, index + 1, "InvalidValue", $"invalid log level \"{value}\"", $"Possible are {string.Join(", ", Levels)}.");
                return;
            }
        }
    }

    private void CheckFormat(SyntaxDirective directive)
    {
        if (!_formats.Add(directive.Argument(0)))
        {
            Report.Error(directive, 1, "DuplicateName", $"duplicate \"log_format\" name \"{directive.Argument(0)}\"", "Give one of both another name.");
        }

        const string Escape = "escape=";
        string second = directive.Argument(1);
        if (second.StartsWith(Escape, StringComparison.Ordinal) && second[Escape.Length..] is not ("default" or "json" or "none"))
        {
            Report.Error(directive, 2, "InvalidValue", $"unknown log format escaping \"{second[Escape.Length..]}\"");
        }
    }

    private void CheckAccessLog(SyntaxDirective directive)
    {
        if (directive.Argument(0) == "off")
        {
            if (directive.ArgumentCount > 1)
            {
                Report.Error(directive, 2, "InvalidValue", $"invalid parameter \"{directive.Argument(1)}\"", "Nothing may stand behind off.");
            }

            return;
        }

        // nginx compares without regard to case here.
        string format = directive.ArgumentCount > 1 ? directive.Argument(1) : "combined";
        if (!_formats.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            Report.Error(directive, 2, "UnknownName", $"unknown log format \"{format}\"", "Define it with log_format, before this line.");
            return;
        }

        bool hasBuffer = false;
        bool flushes = false;
        for (int index = 2; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            string? wrong = Wrong(value);
            if (wrong is not null)
            {
                Report.Error(directive, index + 1, "InvalidValue", wrong);
                return;
            }

            hasBuffer |= value.StartsWith("buffer=", StringComparison.Ordinal) || value.StartsWith("gzip", StringComparison.Ordinal);
            flushes |= value.StartsWith("flush=", StringComparison.Ordinal);
        }

        if (flushes && !hasBuffer)
        {
            Report.Error(directive, 1, "InvalidValue", $"no buffer is defined for access_log \"{directive.Argument(0)}\"", "Give it buffer= too.");
        }
        else if (hasBuffer && directive.ArgumentWord(0).HasDollar)
        {
            Report.Error(directive, 1, "InvalidValue", "buffered logs cannot have variables in name");
        }
    }

    private static string? Wrong(string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        string value = parameter[(equals + 1)..];
        return (equals < 0 ? parameter : parameter[..equals]) switch
        {
            "buffer" when equals > 0 => NginxSize.TryParse(value, out long bytes) && bytes > 0 ? null : $"invalid buffer size \"{value}\"",
            "flush" when equals > 0 => NginxTime.TryParseMilliseconds(value, out long time) && time > 0 ? null : $"invalid flush time \"{value}\"",
            "gzip" => equals < 0 || (NginxSize.TryParseNumber(value, out long level) && level is >= 1 and <= 9) ? null : $"invalid compression level \"{value}\"",
            "if" when equals > 0 => null,
            _ => $"invalid parameter \"{parameter}\"",
        };
    }
}
