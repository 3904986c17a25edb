using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Timeline;

/// <summary>What is done to a real site stands in its timeline, in order.</summary>
public sealed class TimelineTests
{
    // Times of processes and of logs are known to the second.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2.1);

    [Fact]
    public async Task A_changed_file_a_reload_and_a_burst_stand_in_order()
    {
        using LabSite site = await LabSite.StartAsync();
        DateTime begin = DateTime.Now;
        await Task.Delay(Apart * 2);

        File.AppendAllText(site.Nginx.ConfigurationPath, "# changed\n");
        await Task.Delay(Apart);
        await site.Nginx.ReloadAsync();
        await Task.Delay(Apart);
        await site.Fpm.ReloadAsync();
        await Task.Delay(Apart);
        site.Fpm.KillAll();
        for (int request = 0; request < 5; request++)
        {
            Assert.Equal(502, (await site.GetAsync("/hello.php")).Status);
        }

        await LabSite.WaitForLogAsync(site.ErrorLog, "connect() to");
        GatewayTimeline timeline = Collect(site, new TimelineOptions { Since = begin });

        TimelineEvent changed = Assert.Single(timeline.Events, found => found.Kind == TimelineEventKind.FileChanged && found.Subject == site.Nginx.ConfigurationPath);
        TimelineEvent reloaded = timeline.Events.First(found => found.Kind == TimelineEventKind.NginxReloaded && found.ProcessId == site.Nginx.ProcessId);
        TimelineEvent fpm = timeline.Events.First(found => found.Kind == TimelineEventKind.FpmReloaded && found.Source == site.Fpm.Log);
        TimelineEvent burst = Assert.Single(timeline.Events, found => found.Kind == TimelineEventKind.ErrorBurst && found.Source == site.ErrorLog);
        TimelineEvent[] expected = [changed, reloaded, fpm, burst];
        Assert.Equal(expected, timeline.Events.Where(expected.Contains));
        Assert.Equal((5, site.Pool.Endpoint), ((int)burst.Count, burst.Endpoint!.ToString()));
        Assert.True(fpm.Until >= fpm.Time);
        Assert.Contains(burst.Symptom!.Value, (Symptom[])[Symptom.ConnectionRefused, Symptom.SocketMissing]);
        Assert.Equal(timeline.Events, System.Text.Json.JsonSerializer.Deserialize<GatewayTimeline>(System.Text.Json.JsonSerializer.Serialize(timeline))!.Events);
    }

    [Fact]
    public async Task A_start_and_what_is_deployed_are_told()
    {
        DateTime begin = DateTime.Now.AddSeconds(-2);
        using LabSite site = await LabSite.StartAsync();
        File.WriteAllText(Path.Combine(site.Directory.DocumentRoot, "new.php"), "<?php");

        GatewayTimeline timeline = Collect(site, new TimelineOptions { Since = begin });

        Assert.Single(timeline.Events, found => found.Kind == TimelineEventKind.FpmStarted && found.ProcessId == site.Fpm.ProcessId);
        Assert.Single(timeline.Events, found => found.Kind == TimelineEventKind.NginxStarted && found.ProcessId == site.Nginx.ProcessId);
        Assert.Single(timeline.Events, found => found.Kind == TimelineEventKind.Deployed && found.Subject == site.Directory.DocumentRoot);
    }

    private static GatewayTimeline Collect(LabSite site, TimelineOptions options)
    {
        var target = new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath };
        return TimelineCollector.Collect(GatewayReader.ReadNginx(target).Readings, GatewayReader.ReadFpm(target).Readings, options);
    }
}
