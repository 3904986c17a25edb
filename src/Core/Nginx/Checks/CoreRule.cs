namespace Nginx502.Nginx;

/// <summary>Directives of the outermost level, of events, and single ones of http that only look at their own words.</summary>
internal sealed class CoreRule(CheckReport report, NginxConfiguration configuration) : DirectiveRule(report)
{
    private static readonly DirectiveName Root = DirectiveTable.Get("root");
    private static readonly DirectiveName Alias = DirectiveTable.Get("alias");

    // nginx reads modules only before it counted them (nginx: ngx_count_modules sets modules_used).
    private bool _areModulesCounted;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } =
    [
        "worker_processes", "worker_priority", "worker_connections", "use", "load_module", "events", "http", "stream", "mail",
        "keepalive_timeout", "error_page", "root", "alias", "directio", "aio", "open_file_cache", "server_name", "resolver",
        "fastcgi_param", "scgi_param", "uwsgi_param", "add_header", "add_trailer",
    ];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        string first = directive.ArgumentCount > 0 ? directive.Argument(0) : string.Empty;
        switch (directive.Name)
        {
            case "events" or "http" or "stream" or "mail":
                _areModulesCounted = true;
                break;
            case "load_module" when _areModulesCounted:
                SayOf(directive, "is specified too late", 0, "Write it before \"events\" and \"http\".");
                break;
            case "worker_processes" when first != "auto" && !NginxSize.TryParseNumber(first, out _):
                SayOf(directive, "invalid value", 1, "Write a number or auto.");
                break;
            case "worker_priority" when !NginxSize.TryParseNumber(first.TrimStart('-'), out _):
                SayOf(directive, "invalid number", 1, "Write a number from -20 to 20.");
                break;
            case "worker_connections" when !NginxSize.TryParseNumber(first, out _):
                Say(directive, 1, $"invalid number \"{first}\"");
                break;
            case "use" when first is not ("epoll" or "poll" or "select"):
                Say(directive, 1, $"invalid event type \"{first}\"", "Take the line away: nginx chooses the best one.");
                break;
            case "keepalive_timeout" when block.Context is not (DirectiveContexts.Upstream or DirectiveContexts.StreamUpstream):
                CheckKeepalive(directive);
                break;
            case "error_page":
                CheckErrorPage(directive);
                break;
            case "root" or "alias":
                CheckRoot(block, directive);
                break;
            case "directio" when first != "off" && !NginxSize.TryParseOffset(first, out _):
                SayOf(directive, "invalid value", 1);
                break;
            case "aio" when first is not ("on" or "off" or "threads") && !first.StartsWith("threads=", StringComparison.Ordinal):
                SayOf(directive, "invalid value", 1);
                break;
            case "open_file_cache":
                CheckFileCache(directive);
                break;
            case "server_name":
                CheckServerName(directive);
                break;
            case "resolver":
                CheckResolver(directive);
                break;
            case "fastcgi_param" or "scgi_param" or "uwsgi_param" when directive.ArgumentCount > 2 && directive.Argument(2) != "if_not_empty":
                Say(directive, 3, $"invalid parameter \"{directive.Argument(2)}\"", "Only if_not_empty may stand behind the value: put a value with blanks into quotes.");
                break;
            case "add_header" or "add_trailer" when directive.ArgumentCount > 2 && directive.Argument(2) != "always":
                Say(directive, 3, $"invalid parameter \"{directive.Argument(2)}\"", "Only always may stand behind the value: put a value with blanks into quotes.");
                break;
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (configuration.Main.All(directive => directive.Name != "events"))
        {
            Report.ErrorOfAll("NoEvents", "no \"events\" section in configuration", "Add the line: events { }");
        }
    }

    private void Say(SyntaxDirective directive, int word, string message, string? advice = null) => Report.Error(directive, word, "InvalidValue", message, advice);

    private void SayOf(SyntaxDirective directive, string what, int word, string? advice = null) => Say(directive, word, $"\"{directive.Name}\" directive {what}", advice);

    private void CheckKeepalive(SyntaxDirective directive)
    {
        if (!NginxTime.TryParseMilliseconds(directive.Argument(0), out _))
        {
            SayOf(directive, "invalid value", 1, "Write a time in seconds, or with a unit: 75s.");
        }
        else if (directive.ArgumentCount > 1 && !NginxTime.TryParseSeconds(directive.Argument(1), out _))
        {
            SayOf(directive, "invalid value", 2);
        }
    }

    // nginx: src/http/ngx_http_core_module.c, ngx_http_core_error_page: codes, then =code or =, then the page.
    private void CheckErrorPage(SyntaxDirective directive)
    {
        int codes = directive.ArgumentCount - 1;
        string last = directive.Argument(codes - 1);
        if (last.StartsWith('='))
        {
            codes--;
            if (codes == 0 || (last.Length > 1 && !NginxSize.TryParseNumber(last.AsSpan(1), out _)))
            {
                Say(directive, codes + 1, $"invalid value \"{last}\"", "Write the codes, = or =code if the answer's code is to change, and the page.");
                return;
            }
        }

        for (int index = 0; index < codes; index++)
        {
            string code = directive.Argument(index);
            if (!NginxSize.TryParseNumber(code, out long number) || number == 499)
            {
                Say(directive, index + 1, $"invalid value \"{code}\"");
            }
            else if (number is < 300 or > 599)
            {
                Say(directive, index + 1, $"value \"{code}\" must be between 300 and 599");
            }
        }
    }

    private void CheckRoot(CheckedBlock block, SyntaxDirective directive)
    {
        bool isAlias = directive.Known == Alias;
        SyntaxDirective? other = block.FirstOf(isAlias ? Root : Alias);
        SyntaxDirective? same = block.FirstOf(isAlias ? Alias : Root);
        string value = directive.Argument(0);
        if (same is not null && same != directive)
        {
            Report.Error(directive, 0, "DuplicateDirective", $"\"{directive.Name}\" directive is duplicate", $"It stands in line {same.LineNumber} of {same.File.Path} too: keep one of them.");
        }
        else if (other is not null)
        {
            Report.Error(directive, 0, "DuplicateDirective", $"\"{directive.Name}\" directive is duplicate, \"{other.Name}\" directive was specified earlier", "Keep one of both.");
        }
        else if (isAlias && block.Location?.Kind == LocationKind.Named)
        {
            Report.Error(directive, 0, "NotAllowedHere", "the \"alias\" directive cannot be used inside the named location", "Use root.");
        }
        else if (Array.Find(["document_root", "realpath_root"], name => value.Contains("$" + name, StringComparison.Ordinal) || value.Contains($"${{{name}}}", StringComparison.Ordinal)) is { } variable)
        {
            Say(directive, 1, $"the ${variable} variable cannot be used in the \"{directive.Name}\" directive");
        }
    }

    private void CheckFileCache(SyntaxDirective directive)
    {
        bool hasMax = false;
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            bool isMax = value.StartsWith("max=", StringComparison.Ordinal) && NginxSize.TryParseNumber(value.AsSpan(4), out long max) && max > 0;
            bool isInactive = value.StartsWith("inactive=", StringComparison.Ordinal) && NginxTime.TryParseSeconds(value.AsSpan(9), out _);
            hasMax |= isMax || value == "off";
            if (!isMax && !isInactive && value != "off")
            {
                Say(directive, index + 1, $"invalid \"open_file_cache\" parameter \"{value}\"");
                return;
            }
        }

        if (!hasMax)
        {
            Say(directive, 0, "\"open_file_cache\" must have the \"max\" parameter");
        }
    }

    private void CheckServerName(SyntaxDirective directive)
    {
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            string name = directive.Argument(index);
            if ((name.StartsWith('*') && (name.Length < 3 || name[1] != '.')) || name == ".")
            {
                Say(directive, index + 1, $"server name \"{name}\" is invalid");
            }
            else if (name == "~")
            {
                Say(directive, index + 1, $"empty regex in server name \"{name}\"");
            }
            else if (name.Contains('/', StringComparison.Ordinal))
            {
                Report.Warning(directive, index + 1, "SuspiciousServerName", $"server name \"{name}\" has suspicious symbols", "Write the name alone, without http:// and path.");
            }
        }
    }

    private void CheckResolver(SyntaxDirective directive)
    {
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            string value = directive.Argument(index);
            bool isValid = !value.StartsWith("valid=", StringComparison.Ordinal) || NginxTime.TryParseSeconds(value.AsSpan(6), out _);
            bool isSwitch = value.StartsWith("ipv6=", StringComparison.Ordinal) || value.StartsWith("ipv4=", StringComparison.Ordinal);
            if (!isValid || (isSwitch && value[5..] is not ("on" or "off")))
            {
                Say(directive, index + 1, $"invalid parameter: {value}");
            }
            else if (!value.Contains('=', StringComparison.Ordinal) && NginxAddress.Parse(value, 53, allowsUri: false).Error is { } error)
            {
                Say(directive, index + 1, $"{error} in resolver \"{value}\"");
            }
        }
    }
}
