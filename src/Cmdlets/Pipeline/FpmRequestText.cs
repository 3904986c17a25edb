using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Nginx502.Pipeline;

/// <summary>Makes of what a person gives at the prompt what FastCGI sends.</summary>
/// <param name="scriptPath">The script, a full path.</param>
/// <param name="documentRoot">The root of the site; null for the script's directory.</param>
internal sealed class FpmRequestText(string scriptPath, string? documentRoot)
{
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Lines of the header.</summary>
    public required IDictionary Header { get; init; }

    /// <summary>Further parameters.</summary>
    public required IDictionary Parameter { get; init; }

    /// <summary>The content: text, bytes, or fields of a form; null for none.</summary>
    public object? Body { get; init; }

    /// <summary>The request.</summary>
    /// <param name="method">The method; null for GET, or POST with content.</param>
    /// <param name="queryString">The query string.</param>
    /// <param name="contentType">The type of the content; null for that of a form, where there is content.</param>
    /// <param name="host">The host.</param>
    public FastCgiRequest ToRequest(string? method, string queryString, string? contentType, string host)
    {
        byte[] content = ContentOf(Body is PSObject wrapper ? wrapper.BaseObject : Body);
        return new FastCgiRequest(scriptPath)
        {
            ScriptName = ScriptName(),
            Method = method ?? (Body is null ? "GET" : "POST"),
            QueryString = queryString.TrimStart('?'),
            Content = content,
            ContentType = contentType ?? (Body is null ? string.Empty : FormType),
            DocumentRoot = documentRoot,
            Host = host,
            Parameters = [.. Lines(Header).Select(line => new KeyValuePair<string, string>(VariableOf(line.Key), line.Value)), .. Lines(Parameter)],
        };
    }

    /// <summary>The variable that a line of a header becomes (RFC 3875, 4.1.18): <c>X-Token</c> is HTTP_X_TOKEN.</summary>
    public static string VariableOf(string header)
    {
        string name = string.Concat(header.ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return name is "CONTENT_TYPE" or "CONTENT_LENGTH" ? name : "HTTP_" + name;
    }

    private static byte[] ContentOf(object? body) => body switch
    {
        null => [],
        byte[] bytes => bytes,
        IDictionary fields => Encoding.ASCII.GetBytes(string.Join('&', Lines(fields).Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))),
        object[] parts when parts.Length > 0 && parts.All(part => Unwrap(part) is byte) => [.. parts.Select(part => (byte)Unwrap(part)!)],

        // Lines as Get-Content gives them.
        IEnumerable lines and not string => Encoding.UTF8.GetBytes(string.Join('\n', lines.Cast<object?>().Select(Text))),
        _ => Encoding.UTF8.GetBytes(Text(body)),
    };

    // By name, so that the same call sends the same bytes.
    private static IEnumerable<KeyValuePair<string, string>> Lines(IDictionary pairs) => pairs.Keys.Cast<object>()
        .Select(key => new KeyValuePair<string, string>(Text(key), Text(pairs[key])))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static object? Unwrap(object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;

    private static string Text(object? value) => Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty;

    // As nginx's $fastcgi_script_name: the path below the root of the site.
    private string ScriptName()
    {
        string root = (documentRoot ?? string.Empty).TrimEnd('/');
        return documentRoot is not null && scriptPath.StartsWith(root + "/", StringComparison.Ordinal)
            ? scriptPath[root.Length..]
            : "/" + scriptPath[(scriptPath.LastIndexOf('/') + 1)..];
    }
}
