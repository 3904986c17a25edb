namespace Nginx502.UnitTests.Recovery.Notification;

public sealed class NotificationTargetTests
{
    [Theory]
    [InlineData("mailto:ops@example.com", NotificationKind.Mail, "mailto:ops@example.com")]
    [InlineData("MAILTO:root, ops+502@mail.example.com", NotificationKind.Mail, "mailto:root,ops+502@mail.example.com")]
    [InlineData("https://hooks.example/services/T0/B0/secret?token=x", NotificationKind.Webhook, "https://hooks.example")]
    [InlineData("https://hooks.example:8443/x", NotificationKind.Webhook, "https://hooks.example:8443")]
    [InlineData("http://127.0.0.1:9099/x", NotificationKind.Webhook, "http://127.0.0.1:9099")]
    [InlineData("http://[::1]:9099/x", NotificationKind.Webhook, "http://[::1]:9099")]
    [InlineData("syslog:", NotificationKind.SystemLog, "syslog:")]
    [InlineData("file:/etc/nginx502/notify", NotificationKind.File, "file:/etc/nginx502/notify")]
    [InlineData("file:///etc/nginx502/notify", NotificationKind.File, "file:/etc/nginx502/notify")]
    public void Each_form_is_taken_and_shown_without_secrets(string text, NotificationKind kind, string name)
    {
        NotificationTarget target = NotificationTarget.Parse(text);
        Assert.Equal((kind, name, name), (target.Kind, target.Name, target.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ops@example.com")]
    [InlineData("mailto:")]
    [InlineData("mailto:ops@example.com,")]
    [InlineData("mailto:-oQ/tmp@example.com")]
    [InlineData("mailto:a@b@c")]
    [InlineData("mailto:|/bin/rm")]
    [InlineData("mailto:/var/mail/x")]
    [InlineData("mailto:a@example.com?subject=x")]
    [InlineData("mailto:a\nBcc: x@example.com")]
    [InlineData("http://hooks.example/secret")]
    [InlineData("https://user:secret@hooks.example/")]
    [InlineData("ftp://hooks.example/secret")]
    [InlineData("https:///secret")]
    [InlineData("file:notify")]
    [InlineData("syslog:local0")]
    public void What_is_none_is_refused_without_repeating_a_secret(string text)
    {
        FormatException wrong = Assert.Throws<FormatException>(() => NotificationTarget.Parse(text));
        Assert.DoesNotContain("secret", wrong.Message);
        Assert.DoesNotContain('\n', wrong.Message);
        Assert.Contains("Give " + NotificationTarget.AcceptedForms, wrong.Message);
    }

    [Fact]
    public void Targets_are_told_apart_without_being_kept() =>
        Assert.NotEqual(NotificationTarget.Parse("https://hooks.example/a").Id, NotificationTarget.Parse("https://hooks.example/b").Id);

    [Fact]
    public void A_file_names_others()
    {
        string root = Environment.IsPrivilegedProcess ? Directory.CreateDirectory($"/var/lib/nginx502-unit-{Guid.NewGuid():N}").FullName : Directory.CreateTempSubdirectory("nginx502-notify-").FullName;
        try
        {
            string path = Path.Combine(root, "notify");
            File.WriteAllText(path, "# who\nmailto:ops@example.com\n\nhttp://hooks.example/secret\nsyslog:\nfile:/x\n");

            IReadOnlyList<NotificationTarget> all = NotificationFile.Expand([NotificationTarget.Parse("syslog:"), NotificationTarget.Parse("file:" + path)], out IReadOnlyList<string> problems);

            Assert.Equal(["syslog:", "mailto:ops@example.com"], all.Select(target => target.Name));
            Assert.Equal(2, problems.Count);
            Assert.StartsWith($"Line 4 of {path} names nobody. http://hooks.example is asked without encryption", problems[0]);
            Assert.DoesNotContain("secret", string.Concat(problems));

            // As the list of a monitor that was registered with a file.
            string list = Path.Combine(root, "list");
            File.WriteAllText(list, $"file:{path}\nfile:{list}\n");
            Assert.Equal(["mailto:ops@example.com", "syslog:"], NotificationFile.Expand([NotificationTarget.Parse("file:" + list)], out problems).Select(target => target.Name));
            Assert.Contains(problems, problem => problem.StartsWith($"Line 1 of {list} names nobody. A file that a file names does not name another.", StringComparison.Ordinal));

            File.Delete(path);
            Assert.Empty(NotificationFile.Expand([NotificationTarget.Parse("file:" + path)], out problems));
            Assert.Single(problems);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
