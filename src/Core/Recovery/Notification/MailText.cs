using System.Globalization;
using System.Text;

namespace Nginx502.Recovery;

/// <summary>Writes a message as a mail (RFC 5322): header lines that nothing can break, and a body in UTF-8.</summary>
internal static class MailText
{
    private const int LongestSubject = 240;
    private const int EncodedBytesAWord = 42;
    private const int Base64Line = 57;
    private const int LongestLine = 900;

    /// <summary>The mail, as sendmail reads it.</summary>
    /// <param name="message">What is told.</param>
    /// <param name="addresses">To whom.</param>
    /// <param name="from">The sender; null to leave it to sendmail.</param>
    /// <param name="now">The time.</param>
    /// <param name="id">What no other mail has.</param>
    public static byte[] Write(NotificationMessage message, IReadOnlyList<string> addresses, string? from, DateTimeOffset now, string id)
    {
        var mail = new StringBuilder();
        if (from is not null)
        {
            mail.Append("From: ").Append(Plain(from)).Append('\n');
        }

        string host = string.Concat(message.ComputerName.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'));
        mail.Append("To: ").AppendJoin(",\n ", addresses.Select(Plain)).Append('\n');
        mail.Append("Subject: ").Append(Subject(message.Subject)).Append('\n');
        mail.Append("Date: ").Append(now.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)).Append(now.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal)).Append('\n');
        mail.Append("Message-ID: <").Append(id).Append('@').Append(host.Length > 0 ? host : "localhost").Append(">\n");
        mail.Append("Auto-Submitted: auto-generated\n");
        mail.Append("MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n");
        bool isPlain = message.Text.All(char.IsAscii) && message.Text.Split('\n').All(line => line.Length <= LongestLine);
        mail.Append("Content-Transfer-Encoding: ").Append(isPlain ? "7bit" : "base64").Append("\n\n");
        return Encoding.ASCII.GetBytes(mail.Append(isPlain ? message.Text : Base64(message.Text)).ToString());
    }

    // RFC 2047: encoded words of at most 75 letters, none of which cuts a letter in two.
    private static string Subject(string text)
    {
        string plain = Plain(text);
        plain = plain.Length > LongestSubject ? plain[..(LongestSubject - 3)] + "..." : plain;
        if (plain.All(char.IsAscii))
        {
            return plain;
        }

        var words = new List<string>();
        var word = new List<byte>();
        foreach (byte[] letter in plain.EnumerateRunes().Select(rune => Encoding.UTF8.GetBytes(rune.ToString())))
        {
            if (word.Count + letter.Length > EncodedBytesAWord)
            {
                words.Add(Encoded(word));
                word.Clear();
            }

            word.AddRange(letter);
        }

        return string.Join("\n ", words.Append(Encoded(word)));
    }

    private static string Encoded(List<byte> word) => $"=?utf-8?B?{Convert.ToBase64String([.. word])}?=";

    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Base64(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Chunk(Base64Line).Select(line => Convert.ToBase64String(line) + "\n"));
}
