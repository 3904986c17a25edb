using System.Globalization;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Following;

/// <summary>A site without php-fpm, whose visitors are numbered: each one leaves one error with its number.</summary>
internal sealed class BrokenSite : IDisposable
{
    private readonly LabSite _site;
    private readonly List<int> _asked = [];

    private BrokenSite(LabSite site) => _site = site;

    /// <summary>nginx's error log.</summary>
    public string ErrorLog => _site.ErrorLog;

    /// <summary>The numbers of all visitors so far.</summary>
    public IReadOnlyList<int> Asked => _asked;

    /// <summary>Starts one.</summary>
    public static async Task<BrokenSite> StartAsync()
    {
        LabSite site = await LabSite.StartAsync();
        site.Fpm.Stop();
        return new BrokenSite(site);
    }

    /// <summary>Lets visitors ask, one after another; each gets a 502.</summary>
    public async Task AskAsync(int times = 1)
    {
        for (int time = 0; time < times; time++)
        {
            int number = _asked.Count + 1;
            _asked.Add(number);
            LabResponse response = await _site.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/hello.php?visitor={number}"));
            Assert.Equal(502, response.Status);
        }
    }

    /// <summary>Lets visitors ask, one after another, until the shop closes.</summary>
    public async Task AskUntilAsync(CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            await AskAsync();
        }
    }

    /// <summary>Makes nginx open its logs anew.</summary>
    public void Reopen() => _site.Nginx.ReopenLogs();

    /// <summary>The number in a visitor's request.</summary>
    public static int NumberOf(string requestUri) => int.Parse(requestUri.Split('=')[1], CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();
}
