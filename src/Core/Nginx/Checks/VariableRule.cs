using System.Text.RegularExpressions;

namespace Nginx502.Nginx;

/// <summary>
/// Variables that are used and nowhere defined, and lines that define what nginx defines itself (nginx: src/http/ngx_http_variables.c,
/// ngx_http_variables_init_vars and ngx_http_add_variable). nginx names no place; here the first use is named.
/// </summary>
internal sealed class VariableRule(CheckReport report, NginxConfiguration configuration, UnknownDirectives unknown) : DirectiveRule(report)
{
    // (?<name>…), (?'name'…) and (?P<name>…) of patterns.
    private static readonly Regex NamedCapture = new(@"\(\?P?[<'](\w+)[>']", RegexOptions.CultureInvariant);

    private readonly HashSet<string> _defined = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, SyntaxDirective Use, int Word)> _used = [];
    private readonly HashSet<SyntaxDirective> _seen = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => [];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
    }

    /// <inheritdoc/>
    public override void End()
    {
        Gather(configuration.Http.Http.Directives);
        var said = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, SyntaxDirective use, int word) in _used)
        {
            if (!_defined.Contains(name) && !BuiltInVariables.Has(name) && said.Add(name))
            {
                Report.Add(
                    unknown.MayBeForeign ? Severity.Warning : Severity.Error,
                    use,
                    word,
                    "UnknownVariable",
                    $"unknown \"{name.ToLowerInvariant()}\" variable",
                    unknown.MayBeForeign ? "None of nginx's own modules has it, and no line sets it: a module of others has to bring it." : "Correct its spelling, or give it a value with set or map.");
            }
        }
    }

    // What a file says is looked at once, wherever it is included.
    private void Gather(IReadOnlyList<SyntaxDirective> directives)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if (_seen.Add(directive))
            {
                GatherOne(directive);
                bool isMap = directive.Name == "map" && directive.End == SyntaxDirectiveEnd.Block;
                if (isMap)
                {
                    GatherMap(configuration.Children(directive));
                }
                else if (!directive.IsRaw && directive.Name is not ("geo" or "split_clients" or "types" or "charset_map"))
                {
                    Gather(configuration.Children(directive));
                }
            }
        }
    }

    private void GatherOne(SyntaxDirective directive)
    {
        DefineBy(directive);
        for (int index = 0; index < directive.ArgumentCount; index++)
        {
            if (directive.Argument(index).Contains("(?", StringComparison.Ordinal))
            {
                DefineCaptures(directive.Argument(index));
            }
        }

        foreach (int index in InterpretedArguments.Of(directive))
        {
            UseIn(directive, index + 1);
        }

        if (directive.Name == "memcached_pass")
        {
            _used.Add(("memcached_key", directive, 0));
        }
    }

    private void GatherMap(IReadOnlyList<SyntaxDirective> entries)
    {
        foreach (SyntaxDirective entry in entries)
        {
            DefineCaptures(entry.Name);
            for (int index = 0; index < entry.ArgumentCount; index++)
            {
                UseIn(entry, index + 1);
            }
        }
    }

    private void UseIn(SyntaxDirective directive, int word)
    {
        if (!directive.Words[word].HasDollar)
        {
            return;
        }

        foreach (VariableTextPart part in VariableText.Split(directive.Argument(word - 1)))
        {
            // $1 is what the last pattern captured.
            if (part.IsVariable && !(part.Text.Length == 1 && part.Text[0] is >= '1' and <= '9'))
            {
                _used.Add((part.Text, directive, word));
            }
        }
    }

    private void DefineCaptures(string pattern)
    {
        foreach (Match match in NamedCapture.Matches(pattern))
        {
            _defined.Add(match.Groups[1].Value);
        }
    }

    private void DefineBy(SyntaxDirective directive)
    {
        string name = directive.Name;
        bool isBlock = name is "map" or "geo" or "split_clients";
        bool isSetter = name is "set" or "auth_request_set" or "perl_set" || directive.Known is null;
        if (directive.ArgumentCount == 0 || (!isBlock && !isSetter))
        {
            if (name == "valid_referers")
            {
                _defined.Add("invalid_referer");
            }

            return;
        }

        // Directives of other modules may define whatever they name.
        int first = isBlock ? directive.ArgumentCount - 1 : 0;
        int last = directive.Known is null ? directive.ArgumentCount - 1 : first;
        for (int index = first; index <= last; index++)
        {
            string argument = directive.Argument(index);
            if (argument.Length < 2 || argument[0] != '$')
            {
                continue;
            }

            _defined.Add(argument[1..]);
            if (directive.Known is not null && BuiltInVariables.IsFixed(argument[1..]))
            {
                Report.Error(directive, index + 1, "DuplicateVariable", $"the duplicate \"{argument[1..]}\" variable", "nginx gives it its value: choose another name.");
            }
        }
    }
}
