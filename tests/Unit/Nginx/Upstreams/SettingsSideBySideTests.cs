namespace Nginx502.UnitTests.Nginx.Upstreams;

/// <summary>Collectors look at one upstream at the same time: each finds all of its settings.</summary>
public sealed class SettingsSideBySideTests
{
    private const int Readers = 4;
    private const int Rounds = 300;

    private static readonly NginxSetting[] Settings =
        [.. Enumerable.Range(0, 200).Select(number => new NginxSetting($"fastcgi_param P{number}", $"{number}", NginxSettingScope.Location, "/etc/nginx/nginx.conf", number + 1))];

    [Fact]
    public async Task WhoeverAsksAtOnceFindsThemAll()
    {
        for (int round = 0; round < Rounds; round++)
        {
            var upstream = new NginxUpstream { Settings = Settings };
            using var start = new Barrier(Readers);
            string?[] found = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return upstream.GetSetting("fastcgi_param P199")?.Value;
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.All(found, value => Assert.Equal("199", value));
        }
    }
}
