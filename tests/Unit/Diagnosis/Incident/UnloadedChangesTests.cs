using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A restart for one trouble takes up what was changed for another reason.</summary>
public sealed class UnloadedChangesTests
{
    private const string Pools = "/etc/php/8.2/fpm/pool.d/www.conf";

    private static readonly FpmSocketFacts Deleted = SocketFacts.Unix with
    {
        IsMissing = true,
        Steps = [SocketFacts.Step("/", "Directory"), SocketFacts.Step("/run", "Directory"), SocketFacts.Step("/run/php", "Directory")],
        Kind = null,
        Listener = null,
        ListenerOfDeletedFile = SocketFacts.Listener,
        Attempts = [SocketFacts.Failed(FastCgiFailureKind.SocketMissing, 2)],
    };

    [Theory]
    [InlineData(false, "Look first whether php-fpm accepts its files as they are now.")]
    [InlineData(true, "Correct /etc/php/8.2/fpm/pool.d/www.conf:4 first: php-fpm refuses its files as they are now, and would not come up.")]
    public void WhatARestartTakesUpIsSaidAndLookedAtFirst(bool isRefused, string expected)
    {
        ConfigurationTestResult test = Test("php-fpm", "/etc/php/8.2/fpm/php-fpm.conf", passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Refused", "unknown entry", Pools, 4));

        Finding finding = Of(Changed(new ChangedFile(Pools, Now.AddMinutes(-10)), new ChangedFile("/etc/php/8.2/fpm/php.ini", Now.AddDays(-2))) with { ConfigurationTests = isRefused ? [test] : [] });

        Assert.Equal((expected, "Test-FpmConfiguration"), (finding.Remedies[0].Description, finding.Remedies[0].Command));
        Assert.Equal("systemctl restart php8.2-fpm.service", finding.Remedies[1].Command);
        Assert.EndsWith(
            ". It would take up what was changed since it loaded its configuration: /etc/php/8.2/fpm/pool.d/www.conf (changed 03:20:00), /etc/php/8.2/fpm/php.ini (changed 2026-11-23 03:30).",
            finding.Remedies[1].Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNothingWasChangedNothingIsSaid()
    {
        Finding finding = Of(Healthy with { Sockets = [Deleted] });

        Assert.Equal("systemctl restart php8.2-fpm.service", finding.Remedies[0].Command);
        Assert.DoesNotContain("take up", finding.Remedies[0].Description, StringComparison.Ordinal);
    }

    private static Finding Of(GatewaySnapshot snapshot) => Diagnoser.Diagnose(snapshot).Findings.Single(finding => finding.Cause == Cause.SocketFileDeleted);

    private static GatewaySnapshot Changed(params ChangedFile[] files) =>
        Healthy with { Sockets = [Deleted], Configuration = Healthy.Configuration with { Fpm = [Healthy.Configuration.Fpm[0] with { ChangedFiles = files }] } };
}
