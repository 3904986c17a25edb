using System.Text.RegularExpressions;

namespace Nginx502;

/// <summary>
/// Takes secrets out of what is shown, saved or sent: values of names that tell of one, credentials in URLs and data source names,
/// and what a header or a query string carries. What is left says that something was there, never what.
/// </summary>
public static class SecretText
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    // Variables that hold no secret on any server; every other one of env[] may.
    private static readonly HashSet<string> HarmlessVariables = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOSTNAME", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "LANG", "LANGUAGE", "TZ", "TERM",
        "TMP", "TMPDIR", "TEMP", "APP_ENV", "APP_DEBUG", "PHP_INI_SCAN_DIR", "PHPRC", "LD_LIBRARY_PATH", "MALLOC_ARENA_MAX",
    };

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex SecretName = new(
        @"pass(w(or)?d|phrase)|(^|[-_.])(pass|pw)($|[-_.])|pwd|secret|token|credential|auth(?!ors?($|[^a-z]))|api[-_.]?key|private[-_.]?key|access[-_.]?key"
        + @"|encryption[-_.]?key|(^|[-_.])key$|(^|[-_.])salt$|dsn|cookie|session[-_.]?id|save_path|database[-_.]?url|redis[-_.]?url|signature|bearer",
        Options);

    // A program that quotes an address leaves its scheme out: nginx, invalid port in upstream "user:password@host".
    private static readonly Regex UrlCredentials = new(@"((?:[a-z][a-z0-9+.-]*://|"")[^\s/:@""]*:)[^\s/@""]+@", Options);

    private static readonly Regex AssignedSecret = new(
        @"((?:pass(?:word|wd|phrase)?|pwd|secret|token|auth|api[-_.]?key|access[-_.]?key)\s*[=:]\s*)(?!//)[^\s&;,""']+", Options);

    private static readonly Regex HeaderCredentials = new(@"\b(Basic|Bearer|Digest|Token)\s+[A-Za-z0-9+/=._~-]{6,}", RegexOptions.CultureInvariant);

    // Sessions in files: "N;MODE;/path". Those in a store have an address, which can hold its password.
    private static readonly Regex SavePathOfFiles = new(@"^[""']?(?:\d+;(?:[0-7]+;)?)?/[^\s:?&=@;]*[""']?$", RegexOptions.CultureInvariant);

    /// <summary>True when a name tells that its value is a secret: <c>DB_PASSWORD</c>, <c>api-key</c>, <c>Authorization</c>.</summary>
    public static bool IsSecretName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return SecretName.IsMatch(name);
    }

    /// <summary>The value of a variable of an environment: shown for variables that are known to hold no secret, else masked.</summary>
    public static string MaskVariable(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isHarmless = HarmlessVariables.Contains(name) || name.StartsWith("LC_", StringComparison.OrdinalIgnoreCase);
        return isHarmless || string.IsNullOrEmpty(value) || value[0] == '$' ? MaskCredentials(value) : Mask;
    }

    /// <summary>The value of a setting: masked when its name tells of a secret, else without the credentials in it.</summary>
    public static string MaskSetting(string name, string value) =>
        !string.IsNullOrEmpty(value) && IsSecretName(name) && !IsDirectory(name, value) ? Mask : MaskCredentials(value);

    /// <summary>True for the directory of sessions that are kept in files: its name tells of a secret, which such a value cannot hold.</summary>
    public static bool IsDirectory(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith("save_path", StringComparison.Ordinal) && SavePathOfFiles.IsMatch(value);
    }

    /// <summary>A text without the credentials that it carries: <c>scheme://user:***@host</c>, <c>password=***</c>, <c>auth=***</c>, <c>Bearer ***</c>.</summary>
    public static string MaskCredentials(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text ?? string.Empty;
        }

        string masked = UrlCredentials.Replace(text, "$1" + Mask + "@");
        masked = AssignedSecret.Replace(masked, "$1" + Mask);
        return HeaderCredentials.Replace(masked, "$1 " + Mask);
    }

    /// <summary>A URI whose query string, which may carry anything, is masked: <c>/pay.php?***</c>.</summary>
    public static string MaskQuery(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        int query = uri.IndexOf('?', StringComparison.Ordinal);
        return query < 0 || query == uri.Length - 1 ? uri : uri[..(query + 1)] + Mask;
    }
}
