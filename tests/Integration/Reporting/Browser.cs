using System.Diagnostics;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Reporting;

/// <summary>A real browser without a screen, with a profile of its own.</summary>
internal sealed class Browser : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-browser-").FullName;

    /// <summary>What a page is after its scripts have run, as HTML.</summary>
    public async Task<string> OpenAsync(string html)
    {
        string page = Path.Combine(_folder, "page.html");
        await File.WriteAllTextAsync(page, html);

        // No network: whatever the page would load fails. The sandbox needs rights that root in a container does not have.
        var start = new ProcessStartInfo(
            LabProgram.Chromium,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--proxy-server=127.0.0.1:1", $"--user-data-dir={_folder}/profile", "--window-size=1200,900", "--virtual-time-budget=8000", "--dump-dom", "file://" + page])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = _folder;
        using Process browser = Process.Start(start)!;
        try
        {
            Task<string> errors = browser.StandardError.ReadToEndAsync();
            string dom = await browser.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
            await browser.WaitForExitAsync().WaitAsync(Patience.Limit);
            return dom.Length > 0 ? dom : throw new LabException($"The browser gave nothing: {await errors}");
        }
        finally
        {
            if (!browser.HasExited)
            {
                browser.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose()
    {
        // A helper of the browser may still write to its profile for a moment.
        for (int attempt = 0; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(100);
            }
        }
    }
}
