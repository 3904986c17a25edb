namespace Nginx502.Nginx;

/// <summary>A <c>return</c> that answers an error on purpose: <c>return 502;</c>. Its texts are safe to show.</summary>
/// <param name="Status">The status that it says: 500 or more.</param>
/// <param name="Server">The virtual server, by its first name.</param>
/// <param name="Location">The location, as written; empty for the server itself.</param>
/// <param name="Path">The file.</param>
/// <param name="LineNumber">Its line, from 1.</param>
public sealed record NginxReturn(int Status, string Server, string Location, string Path, int LineNumber)
{
    private const int FirstServerError = 500;

    private static readonly DirectiveName ServerNameName = DirectiveTable.Get("server_name");
    private static readonly DirectiveName ListenName = DirectiveTable.Get("listen");

    /// <summary>Those of a configuration, in its order.</summary>
    public static IReadOnlyList<NginxReturn> ReadAll(NginxConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var http = new HttpModel(configuration);
        var found = new List<NginxReturn>();
        foreach (HttpBlock server in http.Servers())
        {
            Read(http, server, ServerText.Read(server, ServerNameName, ListenName).Name, string.Empty, found);
        }

        return found;
    }

    private static void Read(HttpModel http, HttpBlock block, string server, string location, List<NginxReturn> found)
    {
        foreach (SyntaxDirective directive in block.Directives)
        {
            if (directive is { Name: "return", ArgumentCount: > 0 } && int.TryParse(directive.Argument(0), out int status) && status >= FirstServerError)
            {
                found.Add(new NginxReturn(status, server, location, SafeText.Escape(directive.File.Path), directive.LineNumber));
            }
        }

        foreach (HttpBlock inner in http.Inner(block))
        {
            string text = SafeText.Escape($"{(inner.Directive!.Name == "location" ? string.Empty : inner.Directive.Name + " ")}{string.Join(' ', inner.Directive.Arguments())}");
            Read(http, inner, server, location.Length == 0 ? text : $"{location} > {text}", found);
        }
    }
}
