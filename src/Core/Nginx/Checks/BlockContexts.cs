namespace Nginx502.Nginx;

/// <summary>Which directives may stand in which block.</summary>
internal static class BlockContexts
{
    private static readonly (DirectiveContexts Context, string Text)[] Texts =
    [
        (DirectiveContexts.Main, "the outermost level"), (DirectiveContexts.Events, "\"events\""), (DirectiveContexts.Http, "\"http\""),
        (DirectiveContexts.Server, "\"server\""), (DirectiveContexts.Location, "\"location\""), (DirectiveContexts.Upstream, "\"upstream\""),
        (DirectiveContexts.ServerIf, "\"if\" in a server"), (DirectiveContexts.LocationIf, "\"if\" in a location"), (DirectiveContexts.LimitExcept, "\"limit_except\""),
        (DirectiveContexts.Stream, "\"stream\""), (DirectiveContexts.StreamServer, "\"server\" of stream"), (DirectiveContexts.StreamUpstream, "\"upstream\" of stream"),
        (DirectiveContexts.Mail, "\"mail\""), (DirectiveContexts.MailServer, "\"server\" of mail"),
    ];

    /// <summary>What may stand in the block of a directive; none for blocks of entries.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="around">What may stand around it.</param>
    public static DirectiveContexts Of(SyntaxDirective directive, DirectiveContexts around) => (directive.Name, around) switch
    {
        ("events", _) => DirectiveContexts.Events,
        ("http", _) => DirectiveContexts.Http,
        ("stream", _) => DirectiveContexts.Stream,
        ("mail", _) => DirectiveContexts.Mail,
        ("server", DirectiveContexts.Http) => DirectiveContexts.Server,
        ("server", DirectiveContexts.Stream) => DirectiveContexts.StreamServer,
        ("server", DirectiveContexts.Mail) => DirectiveContexts.MailServer,
        ("upstream", DirectiveContexts.Http) => DirectiveContexts.Upstream,
        ("upstream", DirectiveContexts.Stream) => DirectiveContexts.StreamUpstream,
        ("location", _) => DirectiveContexts.Location,
        ("if", DirectiveContexts.Server) => DirectiveContexts.ServerIf,
        ("if", _) => DirectiveContexts.LocationIf,
        ("limit_except", _) => DirectiveContexts.LimitExcept,
        _ => DirectiveContexts.None,
    };

    /// <summary>Where a directive may stand, as a sentence.</summary>
    public static string AdviceFor(DirectiveName name)
    {
        DirectiveContexts contexts = name.Definitions.Aggregate(DirectiveContexts.None, (all, definition) => all | definition.Contexts);
        return $"It may stand in {string.Join(", ", Texts.Where(text => (contexts & text.Context) != 0).Select(text => text.Text))}: move it there, or look for a brace that is missing or too many before it.";
    }
}
