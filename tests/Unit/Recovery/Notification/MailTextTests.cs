using System.Text;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Notification;

public sealed class MailTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 3, 12, 7, TimeSpan.FromHours(1));

    [Fact]
    public void A_mail_is_as_the_standard_has_it() => Assert.Equal(
        """
        From: nginx502@example.com
        To: root,
         ops@example.com
        Subject: [nginx502] web1: recovered: FpmNotRunning
        Date: Thu, 26 Nov 2026 03:12:07 +0100
        Message-ID: <abc@web1>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        It is over.

        """,
        Write(new NotificationMessage { Subject = "[nginx502] web1: recovered: FpmNotRunning", ComputerName = "web1", Text = "It is over.\n" }, ["root", "ops@example.com"], "nginx502@example.com"));

    [Fact]
    public void No_line_of_a_header_can_be_added()
    {
        string mail = Write(new NotificationMessage { Subject = "a\r\nBcc: x@example.com\u0000\u001b", ComputerName = "web1>\r\nX: y", Text = "b\n" }, ["root"], null);
        string[] header = mail.Split("\n\n")[0].Split('\n');
        Assert.All(header, line => Assert.Matches("^(To|Subject|Date|Message-ID|Auto-Submitted|MIME-Version|Content-Type|Content-Transfer-Encoding): [ -~]+$", line));
        Assert.Contains("Message-ID: <abc@web1---X--y>", header);
    }

    [Fact]
    public void Other_letters_are_encoded()
    {
        string mail = Write(new NotificationMessage { Subject = string.Concat(Enumerable.Repeat("Büro € 😀 ", 12)), ComputerName = "web1", Text = "Straße\n" }, ["root"], null);
        string subject = mail[mail.IndexOf("Subject: ", StringComparison.Ordinal)..mail.IndexOf("\nDate", StringComparison.Ordinal)]["Subject: ".Length..];
        string[] words = subject.Split("\n ");
        Assert.True(words.Length > 1);
        Assert.All(words, word => Assert.True(word.Length <= 75 && word.StartsWith("=?utf-8?B?", StringComparison.Ordinal)));
        Assert.All(words, word => Assert.DoesNotContain('\uFFFD', Decode(word)));
        Assert.StartsWith("Büro € 😀", string.Concat(words.Select(Decode)));
        Assert.Contains("Content-Transfer-Encoding: base64\n\n", mail);
        Assert.Equal("Straße\n", Encoding.UTF8.GetString(Convert.FromBase64String(mail.Split("\n\n")[1])));
    }

    private static string Decode(string word) => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]));

    private static string Write(NotificationMessage message, string[] addresses, string? from) => Encoding.ASCII.GetString(MailText.Write(message, addresses, from, Now, "abc"));
}
