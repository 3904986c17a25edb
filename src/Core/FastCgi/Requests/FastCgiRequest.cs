using System.Globalization;

namespace Nginx502;

/// <summary>
/// One request to a script, as nginx would hand it over: what is not given gets the value that a plain request to this machine
/// has. It does not change, and can be sent any number of times.
/// </summary>
public sealed class FastCgiRequest
{
    /// <summary>A request that runs a script.</summary>
    /// <param name="scriptFileName">The script's full path as php-fpm sees it (<c>SCRIPT_FILENAME</c>): inside the chroot, where the pool has one.</param>
    public FastCgiRequest(string scriptFileName)
    {
        ArgumentException.ThrowIfNullOrEmpty(scriptFileName);
        ScriptFileName = scriptFileName;
        ScriptName = "/" + scriptFileName[(scriptFileName.LastIndexOf('/') + 1)..];
    }

    /// <summary>The script's full path as php-fpm sees it (<c>SCRIPT_FILENAME</c>).</summary>
    public string ScriptFileName { get; }

    /// <summary>The script as part of the URI (<c>SCRIPT_NAME</c>); the file's name when it is not given. php-fpm finds its own pages by it.</summary>
    public string ScriptName { get; init; }

    /// <summary>The method (<c>REQUEST_METHOD</c>). Never empty: php-fpm gives an empty answer to a request without one.</summary>
    public string Method
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    } = "GET";

    /// <summary>The query string without its question mark (<c>QUERY_STRING</c>).</summary>
    public string QueryString { get; init; } = string.Empty;

    /// <summary>What the visitor asked for (<c>REQUEST_URI</c>); the script's name and the query string when it is null.</summary>
    public string? RequestUri { get; init; }

    /// <summary>The content (<c>CONTENT_LENGTH</c> is its length).</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The type of the content (<c>CONTENT_TYPE</c>); without one PHP does not read it into $_POST.</summary>
    public string ContentType { get; init; } = string.Empty;

    /// <summary>The root of the site (<c>DOCUMENT_ROOT</c>); the script's directory when it is null.</summary>
    public string? DocumentRoot { get; init; }

    /// <summary>The host that is asked for (<c>HTTP_HOST</c>, <c>SERVER_NAME</c>).</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Further parameters, and other values for those above; of one name the last one counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>All parameters as they are sent, in the order of nginx's own fastcgi.conf, each name once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AllParameters()
    {
        string directory = ScriptFileName[..Math.Max(0, ScriptFileName.LastIndexOf('/'))];
        List<KeyValuePair<string, string>> all =
        [
            new("SCRIPT_FILENAME", ScriptFileName),
            new("QUERY_STRING", QueryString),
            new("REQUEST_METHOD", Method),
            new("CONTENT_TYPE", ContentType),
            new("CONTENT_LENGTH", Content.IsEmpty ? string.Empty : Content.Length.ToString(CultureInfo.InvariantCulture)),
            new("SCRIPT_NAME", ScriptName),
            new("REQUEST_URI", RequestUri ?? (QueryString.Length == 0 ? ScriptName : $"{ScriptName}?{QueryString}")),
            new("DOCUMENT_URI", ScriptName),
            new("DOCUMENT_ROOT", DocumentRoot ?? (directory.Length == 0 ? "/" : directory)),
            new("SERVER_PROTOCOL", "HTTP/1.1"),
            new("REQUEST_SCHEME", "http"),
            new("GATEWAY_INTERFACE", "CGI/1.1"),
            new("SERVER_SOFTWARE", "nginx"),
            new("REMOTE_ADDR", "127.0.0.1"),
            new("REMOTE_PORT", "0"),
            new("SERVER_ADDR", "127.0.0.1"),
            new("SERVER_PORT", "80"),
            new("SERVER_NAME", Host),
            new("REDIRECT_STATUS", "200"),
            new("HTTP_HOST", Host),
        ];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int index = 0; index < all.Count; index++)
        {
            places.Add(all[index].Key, index);
        }

        foreach (KeyValuePair<string, string> further in Parameters)
        {
            if (places.TryGetValue(further.Key, out int place))
            {
                all[place] = further;
            }
            else
            {
                places.Add(further.Key, all.Count);
                all.Add(further);
            }
        }

        return all;
    }

    /// <summary>The method and the URI, its query string masked.</summary>
    public override string ToString() => SafeText.Escape($"{Method} {SecretText.MaskQuery(RequestUri ?? ScriptName)}");
}
