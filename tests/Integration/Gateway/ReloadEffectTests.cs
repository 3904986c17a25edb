using System.Runtime.Versioning;
using System.Text.Json;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>What a reload of php-fpm applies is in effect after it; what takes a restart is not, and is said to take one.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReloadEffectTests
{
    [Fact]
    public async Task TheModeOfASocketWaitsForARestart()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        UnixFileMode before = File.GetUnixFileMode(site.Site.Pool.Listen);
        ProcessIdentity[] workers = [.. site.Site.Fpm.Workers];

        ShellObjects changed = await site.TypeWellAsync($"Set-FpmPoolTuning www -ListenMode 0666 {site.Fpm} -Reload -Confirm:$false -PassThru");

        AssertChanged(changed, "FpmRestart", isReloaded: false, "listen.mode FpmRestart");
        Assert.Equal(["True"], changed.Values("IsReloadRequired"));
        AssertSaid(changed, "listen.mode takes effect when php-fpm is restarted; a reload does not apply it.", "The change takes effect when php-fpm is restarted; a reload does not apply it.");
        Assert.Contains("listen.mode = 0666\n", await File.ReadAllTextAsync(site.FpmPath), StringComparison.Ordinal);

        // Nobody's requests are ended for what a reload would not bring.
        Assert.Equal(workers, site.Site.Fpm.Workers);
        Assert.Equal((before, 200), (File.GetUnixFileMode(site.Site.Pool.Listen), await site.StatusAsync()));
    }

    [Fact]
    public async Task AReloadThatIsDoneForAnotherSettingDoesNotBringTheMode()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        UnixFileMode before = File.GetUnixFileMode(site.Site.Pool.Listen);

        ShellObjects changed = await site.TypeWellAsync($"Set-FpmPoolTuning www -ListenMode 0666 -MaxChildren 3 {site.Fpm} -Reload -Confirm:$false -PassThru");

        AssertChanged(changed, "FpmRestart", isReloaded: true, "listen.mode FpmRestart", "pm.max_children FpmReload");
        AssertSaid(changed, "listen.mode takes effect when php-fpm is restarted; a reload does not apply it.");
        await Patience.UntilAsync(() => site.Site.Fpm.Workers.Count == 3, "3 workers");
        Assert.Equal((before, 200), (File.GetUnixFileMode(site.Site.Pool.Listen), await site.StatusAsync()));

        await site.Site.Fpm.StartAsWrittenAsync();
        Assert.Equal((UnixFileMode)0b110_110_110, File.GetUnixFileMode(site.Site.Pool.Listen));
    }

    [Fact]
    public async Task WhoMayConnectIsTakenUpByAReload()
    {
        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions { UsesTcp = true });
        ProcessIdentity master = site.Site.Fpm.Master;
        Assert.Equal(200, await site.StatusAsync());

        ShellObjects closed = await site.TypeWellAsync($"Set-FpmPoolTuning www -ListenAllowedClients 192.0.2.1 {site.Fpm} -Reload -Confirm:$false -PassThru");

        AssertChanged(closed, "FpmReload", isReloaded: true, "listen.allowed_clients FpmReload");
        Assert.Equal((502, master), (await site.StatusAsync(), site.Site.Fpm.Master));

        ShellObjects open = await site.TypeWellAsync($"Set-FpmPoolTuning www -ListenAllowedClients 192.0.2.1, 127.0.0.1 {site.Fpm} -Reload -Confirm:$false -PassThru");

        AssertChanged(open, "FpmReload", isReloaded: true, "listen.allowed_clients FpmReload");
        Assert.Equal((200, master), (await site.StatusAsync(), site.Site.Fpm.Master));
    }

    // Neither is told by the kernel: that it is in effect is not said.
    private static void AssertChanged(ShellObjects typed, string applies, bool isReloaded, params string[] settings)
    {
        JsonElement change = Assert.Single(typed.Objects);
        Assert.Equal(
            ("Committed", applies, isReloaded, null),
            (change.GetProperty("State").GetString(), change.GetProperty("Applies").GetString(), change.GetProperty("IsReloaded").GetBoolean(), ShellObjects.Value(change, "IsInEffect")));
        Assert.Equal(settings, change.GetProperty("Settings").EnumerateArray().Select(setting => $"{setting.GetProperty("Name")} {setting.GetProperty("Applies")}").Order(StringComparer.Ordinal));
    }

    private static void AssertSaid(ShellObjects typed, params string[] sentences)
    {
        string said = string.Join(' ', typed.Errors.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(sentences, sentence => Assert.Contains(sentence, said, StringComparison.Ordinal));
    }
}
