using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>Temporary files of nginx: the one directory is named, and nothing above it is touched.</summary>
public sealed class TemporaryFileTests
{
    [Theory]
    [InlineData("/var/lib/nginx/fastcgi/1/00/0000000001", "chown www-data /var/lib/nginx/fastcgi")]
    [InlineData("/srv/customers/1001/tmp/fastcgi/5/34/0000012345", "chown www-data /srv/customers/1001/tmp/fastcgi")]
    [InlineData("/srv/customers/1001/5/34/0000012345", "chown www-data /srv/customers/1001")]
    [InlineData("/srv/customers/1001/0000012345", "chown www-data /srv/customers/1001")]
    [InlineData("/srv/2024/tmp", "chown www-data /srv/2024")]
    public void OnlyTheDirectoryIsGivenAway(string path, string command) => Assert.Equal([command], Commands($"open() \"{path}\" failed (13: Permission denied)"));

    [Fact]
    public void WhereTheConfigurationNamesItThatIsIt()
    {
        NginxUpstream upstream = new() { Server = "shop.example", Settings = [new NginxSetting("fastcgi_temp_path", "/srv/customers/7 1 2", NginxSettingScope.Http, "/etc/nginx/nginx.conf", 3)] };
        ErrorEvidence error = Error(Symptom.TemporaryFileFailed, 500, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now.AddSeconds(-1), "open() \"/srv/customers/7/5/34/0000012345\" failed (13: Permission denied)")] };
        GatewaySnapshot snapshot = Healthy with { Configuration = Healthy.Configuration with { Upstreams = [upstream] }, Errors = [error] };

        Assert.Contains(Diagnoser.Diagnose(snapshot).Findings.SelectMany(finding => finding.Remedies), remedy => remedy.Command == "chown www-data /srv/customers/7");
    }

    [Theory]
    [InlineData("(2: No such file or directory)", "not there", "nginx -s reload")]
    [InlineData("(30: Read-only file system)", "read-only", "findmnt -T /var/lib/nginx/body")]
    [InlineData("(5: Input/output error)", "say why", "ls -ld /var/lib/nginx/body; df /var/lib/nginx/body")]
    public void WhatIsNoPermissionIsToldApart(string error, string words, string command)
    {
        string text = $"open() \"/var/lib/nginx/body/0000000001\" failed {error}";

        Assert.Equal([command], Commands(text));
        Assert.Contains(words, Find(text).Explanation, StringComparison.Ordinal);
    }

    private static string[] Commands(string text) => [.. Find(text).Remedies.Select(remedy => remedy.Command).OfType<string>()];

    private static Finding Find(string text) => Assert.Single(
        Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.TemporaryFileFailed, 500, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now.AddSeconds(-1), text)] }] }).Findings,
        finding => finding.Cause == Cause.TempPathPermission);
}
