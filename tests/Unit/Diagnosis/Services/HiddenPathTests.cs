using Nginx502.Diagnosis;

namespace Nginx502.UnitTests.Diagnosis.Services;

/// <summary>What a unit hides from its program.</summary>
public sealed class HiddenPathTests
{
    [Theory]
    [InlineData("/var/www/shop", "InaccessiblePaths=/srv -/var/www", "InaccessiblePaths= InaccessiblePaths=/srv")]
    [InlineData("/var/www", "InaccessiblePaths=+/var/www/", "InaccessiblePaths=")]
    [InlineData("/var/www2", "InaccessiblePaths=/var/www", null)]
    [InlineData("/var/www/shop", "InaccessiblePaths=/var/www/shop/private", null)]
    [InlineData("/var/www/shop", "TemporaryFileSystem=/var:ro /opt", "TemporaryFileSystem= TemporaryFileSystem=/opt")]
    [InlineData("/var/www/shop", "TemporaryFileSystem=/var|BindReadOnlyPaths=/var/www", null)]
    [InlineData("/var/www/shop", "TemporaryFileSystem=/var|BindPaths=-/srv/real:/var/www:rbind", null)]
    [InlineData("/var/www/shop", "TemporaryFileSystem=/var|BindPaths=/var/www:/srv/copy", "TemporaryFileSystem=")]
    [InlineData("/home/shop/www", "ProtectHome=yes", "ProtectHome=no")]
    [InlineData("/home/shop/www", "ProtectHome=tmpfs", "ProtectHome=no")]
    [InlineData("/home/shop/www", "ProtectHome=read-only", null)]
    [InlineData("/var/www", "ProtectHome=yes", null)]
    [InlineData("/tmp/shop", "PrivateTmp=yes", "PrivateTmp=no")]
    [InlineData("/var/www", "ReadOnlyPaths=/var/www", null)]
    public void IsToldAndShownAgain(string path, string settings, string? dropIn)
    {
        var unit = new UnitSettings { Sandbox = settings.Split('|') };
        (string, string)? setting = HiddenPath.By(unit, path);
        string? command = setting is { } found ? UnitDropIn.Showing(new GatewayService { Name = "php8.2-fpm", Program = "php-fpm", Unit = "php8.2-fpm.service", Time = DateTime.Now }, found, path)?.Command : null;

        Assert.Equal(dropIn is not null, setting is not null);
        Assert.Contains(dropIn is null ? string.Empty : $"printf '%s\\n' '[Service]' {string.Join(' ', dropIn.Split(' ').Select(line => PasteText.Shell(line)))} >>", command ?? string.Empty, StringComparison.Ordinal);
    }
}
