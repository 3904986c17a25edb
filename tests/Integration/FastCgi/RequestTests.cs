using System.Security.Cryptography;
using Nginx502.FastCgi;

namespace Nginx502.IntegrationTests.FastCgi;

/// <summary>Requests that a real php-fpm answers.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task APlainScript(bool usesTcp)
    {
        using AskedSite site = await AskedSite.StartAsync(usesTcp: usesTcp);

        FastCgiResponse response = site.Ask("hello.php");

        Assert.Null(response.Failure);
        Assert.Equal((200, "hello\n", 0L, FastCgiProtocolStatus.RequestComplete), (response.Status, response.Body, response.AppStatus, response.ProtocolStatus));
        Assert.Equal("text/html; charset=UTF-8", response.GetHeader("Content-Type"));
        Assert.True(response.ConnectTime <= response.FirstByteTime && response.FirstByteTime <= response.Duration);
        Assert.Equal(usesTcp ? "127.0.0.1" : null, response.Address);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task ContentOfAnyLength(int length)
    {
        using AskedSite site = await AskedSite.StartAsync();
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        FastCgiRequest script = site.Script("<?php $content = file_get_contents('php://input'); echo strlen($content), ' ', hash('sha256', $content);");

        FastCgiResponse response = site.Ask(new FastCgiRequest(script.ScriptFileName) { Method = "POST", Content = content, ContentType = "application/octet-stream" });

        Assert.Equal($"{length} {Convert.ToHexStringLower(SHA256.HashData(content))}", response.Body);
    }

    [Fact]
    public async Task WhatTheScriptSeesIsWhatWasGiven()
    {
        using AskedSite site = await AskedSite.StartAsync();
        FastCgiRequest script = site.Script("""
            <?php
            $seen = array_map(fn ($name) => $_SERVER[$name], ['REQUEST_URI', 'HTTP_HOST', 'X_ONE', 'DOCUMENT_ROOT']);
            echo json_encode([$_GET, $_POST, ...$seen], JSON_UNESCAPED_SLASHES);
            """);

        FastCgiResponse response = site.Ask(new FastCgiRequest(script.ScriptFileName)
        {
            Method = "POST",
            QueryString = "a=1",
            Content = "b=2"u8.ToArray(),
            ContentType = "application/x-www-form-urlencoded",
            Host = "shop.example",
            Parameters = [new("X_ONE", "1")],
        });

        Assert.Equal($"[{{\"a\":\"1\"}},{{\"b\":\"2\"}},\"/script.php?a=1\",\"shop.example\",\"1\",\"{site.Site.Directory.DocumentRoot}\"]", response.Body);
    }

    [Fact]
    public async Task ManyParametersPassAndOneThatIsLongerThanARecordDoesNot()
    {
        using AskedSite site = await AskedSite.StartAsync();
        string script = site.Script("<?php echo count(array_filter(array_keys($_SERVER), fn ($name) => str_starts_with($name, 'X_')));").ScriptFileName;

        FastCgiResponse many = site.Ask(new FastCgiRequest(script)
        {
            Parameters = [.. Enumerable.Range(0, 2_000).Select(index => KeyValuePair.Create($"X_{index}", new string('x', 100)))],
        });
        FastCgiResponse torn = site.Ask(new FastCgiRequest(script) { Parameters = [new("X_LONG", new string('x', 200_000))] });

        Assert.Equal("2000", many.Body);
        Assert.Contains(torn.Failure?.Kind, Closed);
        Assert.Equal("0", site.Ask(new FastCgiRequest(script)).Body);
    }

    [Fact]
    public async Task WhatIsLoggedComesApart()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse response = site.Ask("warning.php");

        Assert.Equal((200, "answered all the same\n"), (response.Status, response.Body));
        Assert.StartsWith("PHP message: first line of \"quoted\" text\nsecond line, upstream: ", response.StandardError, StringComparison.Ordinal);
        Assert.Contains("; PHP message: PHP Warning:  Undefined variable $undefined", response.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFatalError()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse response = site.Ask("fatal.php");

        Assert.Equal((500, "Internal Server Error", ""), (response.Status, response.Reason, response.Body));
        Assert.Contains("Uncaught RuntimeException: card \"4711\" refused", response.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABigHeader()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse whole = site.Ask("big-header.php");
        FastCgiResponse bounded = site.Ask("big-header.php", AskedSite.Patient with { MaximumHeaderBytes = 4096 });

        Assert.Null(whole.Failure);
        Assert.InRange(whole.HeaderLength, 40_000, 45_000);
        Assert.Equal((FastCgiFailureKind.HeaderTooBig, null), (bounded.Failure!.Kind, bounded.Status));
    }

    [Fact]
    public async Task AHeaderThatNginxRefuses()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse response = site.Ask("invalid-header.php");

        Assert.Equal((FastCgiFailureKind.HeaderInvalid, 200), (response.Failure!.Kind, response.Status));
        Assert.Contains("X Cache: miss", response.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongAnswer()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse whole = site.Ask("large.php", AskedSite.Patient with { MaximumBytes = 40_000_000 });
        FastCgiResponse bounded = site.Ask("large.php", AskedSite.Patient with { MaximumBytes = 1_000_000 });

        Assert.Null(whole.Failure);
        Assert.Equal(512 * 65_536, whole.BodyBytes.Length);
        Assert.Equal(FastCgiFailureKind.TooMuch, bounded.Failure!.Kind);
        Assert.Equal("hello\n", site.Ask("hello.php").Body);
    }

    [Fact]
    public async Task TheExitStatusOfAScriptIsNotTold()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse response = site.Ask(site.Script("<?php exit(3);"));

        Assert.Equal((200, 0L), (response.Status, response.AppStatus));
    }

    [Fact]
    public async Task AScriptThatIsNotThereAndOneThatIsNone()
    {
        using AskedSite site = await AskedSite.StartAsync();
        FastCgiRequest image = new(Lab.LabDirectory.Write(site.Site.Directory.DocumentRoot, "image.jpg", "x"));

        FastCgiResponse missing = site.Ask("missing.php");
        FastCgiResponse denied = site.Ask(image);

        Assert.Equal((404, "File not found.\n", "Primary script unknown"), (missing.Status, missing.Body, missing.StandardError));
        Assert.Equal((403, "Access denied.\n"), (denied.Status, denied.Body));
        Assert.Contains("security.limit_extensions", denied.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLimitsOfTheApplication()
    {
        using AskedSite site = await AskedSite.StartAsync();

        FastCgiResponse response = FastCgiClient.Send(FastCgiTarget.Of(site.Endpoint), EncodedRequest.ForLimits, AskedSite.Patient);

        Assert.Null(response.Failure);
        Assert.Equal("0", response.Limits["FCGI_MPXS_CONNS"]);
    }

    /// <summary>What php-fpm does with a request that it does not take: it closes, with or without having read all.</summary>
    internal static FastCgiFailureKind?[] Closed { get; } = [FastCgiFailureKind.ConnectionClosed, FastCgiFailureKind.ConnectionReset];
}
