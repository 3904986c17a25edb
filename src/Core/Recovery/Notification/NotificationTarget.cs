using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Nginx502;

/// <summary>
/// Who is told, and how: <c>mailto:ops@example.com</c>, <c>https://hooks.example/…</c>, <c>syslog:</c>, or <c>file:/etc/nginx502/notify</c>. The address of a webhook is a
/// secret: of it only scheme and host are ever shown.
/// </summary>
public sealed class NotificationTarget
{
    /// <summary>The accepted forms, to complete the sentence "Give …".</summary>
    public const string AcceptedForms =
        "mailto:ops@example.com (several with commas), an https:// address that takes JSON (http:// on this machine alone), syslog:, or file:/etc/nginx502/notify with one of these a line";

    private const string MailScheme = "mailto:";
    private const string LogScheme = "syslog:";
    private const string FileScheme = "file:";
    private const int IdBytes = 16;

    private NotificationTarget(NotificationKind kind, string text, string name) => (Kind, Text, Name) = (kind, text, name);

    /// <summary>How.</summary>
    public NotificationKind Kind { get; }

    /// <summary>What is shown of it: no secret, safe to show.</summary>
    public string Name { get; }

    /// <summary>The whole of it, secrets too.</summary>
    internal string Text { get; }

    /// <summary>The addresses of a mail.</summary>
    internal string[] Addresses { get; private init; } = [];

    /// <summary>The address of a webhook.</summary>
    internal Uri? Address { get; private init; }

    /// <summary>The path of a file.</summary>
    internal string? Path { get; private init; }

    /// <summary>What tells it from others and gives nothing away.</summary>
    internal string Id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text)), 0, IdBytes).ToLowerInvariant();

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static NotificationTarget Parse(string text) =>
        TryParse(text, out NotificationTarget? target, out string? problem) ? target : throw new FormatException($"{problem} Give {AcceptedForms}.");

    /// <summary>Reads one; false when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NotificationTarget? target) => TryParse(text, out target, out _);

    /// <summary>Reads one; false with the reason, a sentence, when it is none. The reason gives no secret away.</summary>
    internal static bool TryParse(string? text, [NotNullWhen(true)] out NotificationTarget? target, [NotNullWhen(false)] out string? problem)
    {
        string whole = (text ?? string.Empty).Trim();
        (target, problem) = whole switch
        {
            _ when whole.Any(char.IsControl) => Refused("It holds a control character."),
            _ when whole.StartsWith(MailScheme, StringComparison.OrdinalIgnoreCase) => Mail(whole),
            _ when whole.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) => File(whole),
            _ when whole.Equals(LogScheme, StringComparison.OrdinalIgnoreCase) => (new NotificationTarget(NotificationKind.SystemLog, LogScheme, LogScheme), null),
            _ when whole.Contains("://", StringComparison.Ordinal) => Webhook(whole),
            _ => Refused("It says not how somebody is told."),
        };
        return target is not null;
    }

    /// <summary>What is shown of it.</summary>
    public override string ToString() => Name;

    private static (NotificationTarget? Target, string? Problem) Mail(string whole)
    {
        string[] addresses = [.. whole[MailScheme.Length..].Split(',').Select(address => address.Trim())];
        string? wrong = addresses.FirstOrDefault(address => !IsMailbox(address));
        return wrong is not null
            ? Refused(wrong.Length == 0 ? "It names nobody." : $"'{SafeText.Escape(wrong)}' is no mail address.")
            : (new NotificationTarget(NotificationKind.Mail, MailScheme + string.Join(',', addresses), MailScheme + string.Join(',', addresses)) { Addresses = addresses }, null);
    }

    private static (NotificationTarget? Target, string? Problem) File(string whole)
    {
        string path = whole[FileScheme.Length..];
        path = path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
        return path.StartsWith('/')
            ? (new NotificationTarget(NotificationKind.File, FileScheme + path, FileScheme + SafeText.Escape(path)) { Path = path }, null)
            : Refused("A file is named with its full path.");
    }

    // In clear the address itself, which is a secret, could be read on the way.
    private static (NotificationTarget? Target, string? Problem) Webhook(string whole)
    {
        if (!Uri.TryCreate(whole, UriKind.Absolute, out Uri? address) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
        {
            return Refused("It is no address of a webhook.");
        }

        string name = SafeText.Escape($"{address.Scheme}://{address.Authority[(address.Authority.IndexOf('@', StringComparison.Ordinal) + 1)..]}");
        return address.UserInfo.Length > 0 ? Refused($"{name} has a user name in it, which is not sent.")
            : address.Scheme == "http" && !address.IsLoopback ? Refused($"{name} is asked without encryption: others on the way could read the address.")
            : (new NotificationTarget(NotificationKind.Webhook, whole, name) { Address = address }, null);
    }

    /// <summary>True for a mail address that no program takes for anything else: a name, with or without a domain.</summary>
    internal static bool IsMailbox(string address)
    {
        string[] parts = address.Split('@');
        return parts.Length <= 2
            && parts.All(part => part.Length is > 0 and < 255)
            && char.IsAsciiLetterOrDigit(address[0])
            && parts[0].All(letter => char.IsAsciiLetterOrDigit(letter) || "._+-=".Contains(letter, StringComparison.Ordinal))
            && parts.Skip(1).All(domain => domain.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'));
    }

    private static (NotificationTarget? Target, string? Problem) Refused(string problem) => (null, problem);
}
