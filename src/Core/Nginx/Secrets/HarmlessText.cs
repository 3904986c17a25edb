using System.Text.RegularExpressions;

namespace Nginx502.Nginx;

/// <summary>What holds no secret on any server, and what nginx's and PHP's own names say about it.</summary>
internal static class HarmlessText
{
    // In text that is safe to show a line end is a backslash and an n.
    private static readonly Regex PhpSetting = new(@"(?<name>[\w.]+)(?<equals>\s*=\s*)(?<value>(?:(?!\\n)[^\n""'])*)", RegexOptions.CultureInvariant);

    // Debian's fastcgi.conf and the like.
    private static readonly HashSet<string> Parameters = new(StringComparer.Ordinal)
    {
        "SCRIPT_FILENAME", "SCRIPT_NAME", "QUERY_STRING", "REQUEST_METHOD", "CONTENT_TYPE", "CONTENT_LENGTH", "REQUEST_URI", "DOCUMENT_URI",
        "DOCUMENT_ROOT", "SERVER_PROTOCOL", "REQUEST_SCHEME", "HTTPS", "GATEWAY_INTERFACE", "SERVER_SOFTWARE", "REMOTE_ADDR", "REMOTE_PORT",
        "REMOTE_USER", "SERVER_ADDR", "SERVER_PORT", "SERVER_NAME", "REDIRECT_STATUS", "PATH_INFO", "PATH_TRANSLATED", "HTTP_HOST", "HTTP_PROXY",
        "UWSGI_SCHEME", "UWSGI_PYHOME", "UWSGI_CHDIR", "SCGI", "APP_ENV", "APP_DEBUG",
    };

    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Upgrade", "Accept", "Accept-Encoding", "Content-Type", "Content-Length", "Range", "X-Real-IP", "X-Forwarded-For",
        "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-Ssl", "X-Scheme", "X-Original-URI", "Early-Data",
    };

    /// <summary>True for a parameter of FastCGI that tells of the request alone.</summary>
    public static bool IsHarmlessParameter(string name) => Parameters.Contains(name);

    /// <summary>True for a header that tells of the request alone.</summary>
    public static bool IsHarmlessHeader(string name) => Headers.Contains(name);

    /// <summary>True for the parameters that hold settings of PHP.</summary>
    public static bool IsPhpSettings(string name) => name is "PHP_VALUE" or "PHP_ADMIN_VALUE";

    /// <summary>Settings of PHP, <c>name=value</c> a line each, without secrets in them.</summary>
    public static string MaskPhpSettings(string text) => PhpSetting.Replace(
        text,
        setting => setting.Groups["name"].Value + setting.Groups["equals"].Value + SecretText.MaskSetting(setting.Groups["name"].Value, setting.Groups["value"].Value));

    /// <summary>True for a text of variables with nothing between them that could be a secret: blanks and marks.</summary>
    public static bool IsVariablesOnly(string text)
    {
        bool isName = false;
        foreach (char letter in text)
        {
            isName = letter == '$' || (isName && (char.IsAsciiLetterOrDigit(letter) || letter is '_' or '{' or '}'));
            if (!isName && char.IsLetterOrDigit(letter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for words that switch something, and short numbers.</summary>
    public static bool IsSwitch(string text) =>
        text.ToUpperInvariant() is "" or "ON" or "OFF" or "TRUE" or "FALSE" or "YES" or "NO" or "HTTP" or "HTTPS" or "CLOSE" or "UPGRADE" or "KEEP-ALIVE"
        || (text.Length <= 5 && text.All(char.IsAsciiDigit));

    /// <summary>True for switches, paths, sockets and addresses of this machine.</summary>
    public static bool IsHarmlessValue(string text) =>
        IsSwitch(text) || IsVariablesOnly(text) || text.StartsWith('/') || text.StartsWith("unix:/", StringComparison.Ordinal)
        || FpmEndpoint.TryParse(text, out _);
}
