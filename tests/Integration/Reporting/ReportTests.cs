using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Reporting;

/// <summary>A report of a hostile incident in a real browser.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class ReportTests : IDisposable
{
    // What the chart drew, read back from the canvas, and what axe finds.
    private const string Looking = """
        <script>
        addEventListener("load", function () {
          var canvas = document.querySelector("#chart canvas");
          var painted = 0;
          if (canvas) {
            var pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            for (var i = 3; i < pixels.length; i += 4) { painted += pixels[i] > 0 ? 1 : 0; }
          }
          document.documentElement.dataset.painted = painted;
          if (window.axe) {
            document.querySelectorAll("details").forEach(function (part) { part.open = true; });
            axe.run(document, { resultTypes: ["violations"] }).then(function (result) {
              var found = result.violations.map(function (one) { return one.id + ": " + one.nodes.map(function (node) { return node.target.join(" ") + " " + node.failureSummary; }).join(" | "); });
              document.documentElement.dataset.axe = "done " + found.join(" || ");
            }, function (failure) { document.documentElement.dataset.axe = "failed " + failure; });
          }
        });
        </script>
        """;

    private readonly Browser _browser = new();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_page_as_it_is_written_draws_its_chart_and_runs_nothing_else()
    {
        string dom = await _browser.OpenAsync(ReportWriter.Write(HostileIncident.Report()));

        Assert.Contains("data-drawn=\"true\"", dom, StringComparison.Ordinal);
        Assert.Contains("<canvas", dom, StringComparison.Ordinal);
        AssertNothingRan(dom);
    }

    [Fact]
    public async Task Without_its_policy_nothing_of_a_log_runs_either()
    {
        string dom = await _browser.OpenAsync(WithoutPolicy(ReportWriter.Write(HostileIncident.Report())) + Looking);

        Match painted = Painted().Match(dom);
        Assert.True(painted.Success && int.Parse(painted.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > 10_000, "Nothing was drawn.");
        AssertNothingRan(dom);
    }

    [Fact]
    public async Task The_policy_keeps_a_script_out_that_came_in_all_the_same()
    {
        string dom = await _browser.OpenAsync(ReportWriter.Write(HostileIncident.Report()).Replace("</main>", HostileIncident.Attempts[0] + HostileIncident.Attempts[3] + "</main>", StringComparison.Ordinal));

        Assert.DoesNotContain("<body id=", dom, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Axe_finds_nothing(string scheme)
    {
        string page = WithoutPolicy(ReportWriter.Write(HostileIncident.Report()));
        page = scheme == "dark" ? page.Replace("@media screen and (prefers-color-scheme: dark)", "@media screen", StringComparison.Ordinal) : page;

        string dom = await _browser.OpenAsync($"{page}<script>{await File.ReadAllTextAsync(LabProgram.Axe)}</script>{Looking}");

        Match axe = Axe().Match(dom);
        Assert.True(axe.Success, "axe did not come to its end.");
        Assert.Equal("done ", WebUtility.HtmlDecode(axe.Groups[1].Value));
    }

    [Fact]
    public async Task A_report_of_a_real_incident_is_for_its_owner_only_and_names_the_cause()
    {
        using LabSite site = await LabSite.StartAsync();
        site.Fpm.KillAll();
        for (int request = 0; request < 5; request++)
        {
            Assert.Equal(502, (await site.GetAsync("/hello.php?<script>alert(1)</script>")).Status);
        }

        await LabSite.WaitForLogAsync(site.ErrorLog, "connect() to");
        GatewaySnapshot snapshot = SnapshotCollector.Take(new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath }, new SnapshotOptions { Deadline = TimeSpan.FromSeconds(20) });
        string folder = Directory.CreateTempSubdirectory("nginx502-report-").FullName;
        try
        {
            string path = Path.Combine(folder, "incident.html");
            Assert.Null(ReportWriter.Save(IncidentReport.Of(Diagnoser.Diagnose(snapshot)), path, mayReplace: false));
            Assert.Equal(ChangeFailureReason.FileThere, ReportWriter.Save(IncidentReport.Of(Diagnoser.Diagnose(snapshot)), path, mayReplace: false)!.Reason);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal([path], Directory.GetFiles(folder));

            string dom = await _browser.OpenAsync(await File.ReadAllTextAsync(path));
            Assert.Contains("data-drawn=\"true\"", dom, StringComparison.Ordinal);
            Assert.Contains("5 errors", dom, StringComparison.Ordinal);
            Assert.DoesNotContain("alert(1)", dom, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertNothingRan(string dom)
    {
        Assert.DoesNotContain("<body id=", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", dom, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;document.body.id", dom, StringComparison.Ordinal);
        Assert.Contains("</footer>", dom, StringComparison.Ordinal);
    }

    private static string WithoutPolicy(string page)
    {
        string without = Policy().Replace(page, string.Empty);
        Assert.NotEqual(page, without);
        return without;
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("data-painted=\"(\\d+)\"")]
    private static partial Regex Painted();

    [GeneratedRegex("data-axe=\"([^\"]*)\"")]
    private static partial Regex Axe();
}
