namespace Nginx502.Nginx;

/// <summary>
/// Finds what <c>nginx -t</c> would refuse or warn of, without running it (nginx: src/core/ngx_conf_file.c, ngx_conf_handler, and the
/// modules). What depends on the machine is not looked at: names of hosts, users, certificates, ports in use.
/// </summary>
internal sealed class StaticCheck
{
    private readonly NginxConfiguration _configuration;
    private readonly CheckReport _report = new();
    private readonly DirectiveRule[] _rules;
    private readonly Dictionary<DirectiveName, DirectiveRule[]> _rulesByName;
    private readonly UnknownDirectives _unknown;
    private readonly ValueCheck _values;
    private readonly DirectiveReleases _releases;

    private StaticCheck(NginxConfiguration configuration)
    {
        _configuration = configuration;
        _unknown = new UnknownDirectives(configuration, _report);
        _values = new ValueCheck(_report);
        _releases = ReleasesOf(configuration.Options.Version);
        _rules = RuleCatalogue.Make(configuration, _report, _unknown);
        _rulesByName = _rules
            .SelectMany(rule => rule.Names.Select(name => (Name: DirectiveTable.Get(name), Rule: rule)))
            .GroupBy(pair => pair.Name)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Rule).ToArray());
    }

    /// <summary>Checks a configuration. Gives what reading it found too, first.</summary>
    public static IReadOnlyList<ConfigurationDiagnostic> Run(NginxConfiguration configuration)
    {
        var check = new StaticCheck(configuration);
        if (configuration.Files.Count > 0)
        {
            check.CheckBlock(configuration.Main, new CheckedBlock(DirectiveContexts.Main, null, null));
            foreach (DirectiveRule rule in check._rules)
            {
                rule.End();
            }
        }

        return [.. configuration.Problems, .. check._report.Found];
    }

    // What is between the two releases that are known may be as in either.
    private static DirectiveReleases ReleasesOf(Version? version) =>
        version is null ? DirectiveReleases.Both
        : version <= new Version(1, 22, 1) ? DirectiveReleases.Old
        : version >= new Version(1, 31, 5) ? DirectiveReleases.New
        : DirectiveReleases.Both;

    private void CheckBlock(IReadOnlyList<SyntaxDirective> directives, CheckedBlock block)
    {
        foreach (SyntaxDirective directive in directives)
        {
            if (directive.Words.IsEmpty || DefinitionOf(directive, block) is not { } definition)
            {
                continue;
            }

            SyntaxDirective? before = block.Note(directive.Known!, directive);
            if (definition.IsOnce && before is not null)
            {
                _report.Error(directive, 0, "DuplicateDirective", $"\"{directive.Name}\" directive is duplicate", $"It stands in line {before.LineNumber} of {before.File.Path} too: keep one of them.");
                continue;
            }

            CheckSwallowed(directive, block.Context);
            _values.Check(directive, definition);
            foreach (DirectiveRule rule in _rulesByName.GetValueOrDefault(directive.Known!) ?? [])
            {
                rule.Check(block, directive);
            }

            if (definition.IsBlock && BlockContexts.Of(directive, block.Context) is { } inner and not DirectiveContexts.None)
            {
                CheckBlock(_configuration.Children(directive), new CheckedBlock(inner, directive, block));
            }
        }
    }

    // nginx takes it when the number of arguments fits: the directive in it has no effect.
    private void CheckSwallowed(SyntaxDirective directive, DirectiveContexts context)
    {
        if (directive.End == SyntaxDirectiveEnd.Semicolon && MissingSemicolon.Find(directive, context) is int word)
        {
            _report.Warning(directive, word, "SwallowedDirective", $"\"{directive.Argument(word - 1)}\" is an argument of \"{directive.Name}\" here", MissingSemicolon.AdviceFor(directive));
        }
    }

    // In nginx's order: is it known, may it stand here, does it end as it must, has it as many arguments as it must.
    private DirectiveDefinition? DefinitionOf(SyntaxDirective directive, CheckedBlock block)
    {
        DirectiveDefinition? found = null;
        bool isOfRelease = false;
        foreach (DirectiveDefinition definition in directive.Known?.Definitions ?? [])
        {
            isOfRelease |= (definition.Releases & _releases) != 0;
            if ((definition.Contexts & block.Context) != 0 && (definition.Releases & _releases) != 0)
            {
                // Of two releases that differ the one that takes it is meant.
                found = found is null || !Fits(found, directive) ? definition : found;
            }
        }

        if (directive.Known is null || !isOfRelease)
        {
            _unknown.Say(directive, block.Context);
            return null;
        }

        if (found is null)
        {
            _report.Error(directive, 0, "NotAllowedHere", $"\"{directive.Name}\" directive is not allowed here", BlockContexts.AdviceFor(directive.Known));
            return null;
        }

        return HasRightForm(directive, found) ? found : null;
    }

    private static bool Fits(DirectiveDefinition definition, SyntaxDirective directive) =>
        definition.Takes(directive.ArgumentCount) && definition.IsBlock == (directive.End == SyntaxDirectiveEnd.Block);

    private bool HasRightForm(SyntaxDirective directive, DirectiveDefinition definition)
    {
        // What is wrong with it was said when it was read.
        if (directive.End == SyntaxDirectiveEnd.Missing || directive.IsDamaged)
        {
            return false;
        }

        if (!definition.IsBlock && directive.End == SyntaxDirectiveEnd.Block)
        {
            _report.Error(directive, 0, "NotTerminated", $"directive \"{directive.Name}\" is not terminated by \";\"", MissingSemicolon.AdviceFor(directive) ?? "End it with \";\": it opens no block.");
            return false;
        }

        if (definition.IsBlock && directive.End != SyntaxDirectiveEnd.Block)
        {
            _report.Error(directive, 0, "NoOpeningBrace", $"directive \"{directive.Name}\" has no opening \"{{\"", "Write its block in braces behind it.");
            return false;
        }

        if (!definition.Takes(directive.ArgumentCount))
        {
            _report.Error(directive, 0, "WrongArgumentCount", $"invalid number of arguments in \"{directive.Name}\" directive", MissingSemicolon.AdviceFor(directive));
            return false;
        }

        return true;
    }
}
