using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

/// <summary>What a php-fpm that failed said last is kept without what a script may have said.</summary>
public sealed class UnitJournalTests
{
    [Theory]
    [InlineData("[26-Nov-2026 03:00:00] ERROR: FPM initialization failed", "[26-Nov-2026 03:00:00] ERROR: FPM initialization failed")]
    [InlineData("PHP Fatal error:  Uncaught Exception: password hunter2 in /srv/preload.php:3", "Fatal error in /srv/preload.php:3")]
    [InlineData("Warning: connect mysql://root:hunter2@db failed", "Warning")]
    [InlineData("cannot open http://root:hunter2@db/", "cannot open http://root:***@db/")]
    public void ALineIsKeptWithoutSecrets(string line, string shown)
    {
        string kept = UnitJournal.Shown(line);

        Assert.DoesNotContain("hunter2", kept, StringComparison.Ordinal);
        Assert.Equal(shown.Split("***")[0], kept[..shown.Split("***")[0].Length]);
    }

    [Fact]
    public void WhatAnEarlierStartSaidIsOfAnotherTrouble()
    {
        GatewayService service = new() { Name = "php8.2-fpm", Program = "php-fpm", Unit = "php8.2-fpm.service" };

        Assert.Equal(["--unit=php8.2-fpm.service"], UnitJournal.Matching(service));
        Assert.Equal(["_SYSTEMD_INVOCATION_ID=42ab", "+", "INVOCATION_ID=42ab"], UnitJournal.Matching(service with { InvocationId = "42ab" }));
    }
}
