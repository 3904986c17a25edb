using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>One probe: a script with an expiry that answers nobody who does not know its token. The script holds the token's hash alone, since others can read it.</summary>
internal sealed class PhpProbe
{
    /// <summary>How a probe in a document root, and a directory with a probe, is named; 32 digits follow.</summary>
    public const string Prefix = ProbeScripts.Prefix;

    /// <summary>The header that has the token: it is in no log that nginx or php-fpm writes by themselves.</summary>
    public const string TokenHeader = "X-Nginx502-Token";

    /// <summary>The same as a parameter of FastCGI.</summary>
    public const string TokenParameter = "HTTP_X_NGINX502_TOKEN";

    private const string Resource = "Nginx502.Recovery.Integration.integration-probe.php";
    private const int NameBytes = 16;
    private const int TokenBytes = 32;

    private static readonly Lazy<string> Template = new(Read);

    /// <summary>A new one.</summary>
    /// <param name="extension">Its extension with the dot, which php-fpm has to allow.</param>
    /// <param name="now">The time, UTC.</param>
    public PhpProbe(string extension, DateTimeOffset now)
    {
        Name = NewName();
        Extension = extension;
        Token = Convert.ToHexString(RandomNumberGenerator.GetBytes(TokenBytes));
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(Token)));
        Script = Encoding.ASCII.GetBytes(Template.Value
            .Replace("EXPIRES", (now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("TOKEN_HASH", hash, StringComparison.Ordinal));
    }

    /// <summary>How long it answers.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The unguessable part of its name.</summary>
    public string Name { get; }

    /// <summary>Its extension, with the dot.</summary>
    public string Extension { get; }

    /// <summary>The name of its file in a document root.</summary>
    public string FileName => Prefix + Name + Extension;

    /// <summary>What it wants to be told.</summary>
    public string Token { get; }

    /// <summary>The script.</summary>
    public ReadOnlyMemory<byte> Script { get; }

    /// <summary>The unguessable part of a name.</summary>
    public static string NewName() => Convert.ToHexString(RandomNumberGenerator.GetBytes(NameBytes));

    /// <summary>True for a name that this module gives.</summary>
    /// <param name="name">The name in its directory.</param>
    /// <param name="prefix">What it has to begin with.</param>
    /// <param name="hasExtension">True for a file, which has an extension; false for a directory.</param>
    public static bool IsOurs(string name, string prefix, bool hasExtension)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = name.AsSpan(prefix.Length);
        return rest.Length >= 2 * NameBytes && rest[..(2 * NameBytes)].IndexOfAnyExcept("0123456789ABCDEF") < 0
            && (hasExtension ? rest.Length > (2 * NameBytes) + 1 && rest[2 * NameBytes] == '.' : rest.Length == 2 * NameBytes);
    }

    private static string Read()
    {
        using Stream stream = typeof(PhpProbe).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from {typeof(PhpProbe).Assembly.GetName().Name}.");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd();
    }
}
