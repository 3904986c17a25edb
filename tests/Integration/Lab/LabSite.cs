using System.Reflection;

namespace Nginx502.Lab;

/// <summary>A site that works: a real nginx before a real php-fpm, in a temporary directory, with its logs and scripts.</summary>
public sealed class LabSite : IDisposable
{
    private readonly LabBrowser _browser;

    private LabSite(LabDirectory directory, LabSiteOptions options)
    {
        Directory = directory;
        Pool = new FpmPool("www", options.UsesTcp ? $"127.0.0.1:{FreePort.Tcp()}" : Path.Combine(directory.Run, "php-fpm.sock"))
        {
            Directives = options.PoolDirectives,
        };
        Upstream = options.FastCgiPass ?? Pool.Endpoint;
        Fpm = new FpmServer(directory, [Pool]);
        int port = FreePort.Tcp();
        Nginx = new NginxServer(directory, port, NginxConfiguration.Compose(directory, port, Upstream, options));
        _browser = new LabBrowser(port, NginxConfiguration.ServerName);
        WriteScripts(directory.DocumentRoot);
    }

    /// <summary>Where everything of it is.</summary>
    public LabDirectory Directory { get; }

    /// <summary>Its nginx.</summary>
    public NginxServer Nginx { get; }

    /// <summary>Its php-fpm.</summary>
    public FpmServer Fpm { get; }

    /// <summary>The pool of its php-fpm.</summary>
    public FpmPool Pool { get; }

    /// <summary>What its fastcgi_pass names.</summary>
    public string Upstream { get; }

    /// <summary>nginx's error log.</summary>
    public string ErrorLog => Path.Combine(Directory.Logs, NginxConfiguration.ErrorLogName);

    /// <summary>nginx's access log.</summary>
    public string AccessLog => Path.Combine(Directory.Logs, NginxConfiguration.AccessLogName);

    /// <summary>Starts a site.</summary>
    /// <param name="configure">What it is to have; a plain one when null.</param>
    /// <exception cref="LabException">A server is missing or did not start.</exception>
    public static async Task<LabSite> StartAsync(Func<LabDirectory, LabSiteOptions>? configure = null)
    {
        LabDirectory directory = new();
        LabSite? site = null;
        try
        {
            site = new LabSite(directory, configure?.Invoke(directory) ?? new LabSiteOptions());
            await site.Fpm.StartAsync().ConfigureAwait(false);
            await site.Nginx.StartAsync().ConfigureAwait(false);
            return site;
        }
        catch
        {
            site?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Asks for a path as a visitor does.</summary>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="beforeBody">Runs between the header and the body.</param>
    /// <param name="leave">Cancelled when the visitor leaves.</param>
    public Task<LabResponse> GetAsync(string pathAndQuery, Func<Task>? beforeBody = null, CancellationToken leave = default) =>
        _browser.GetAsync(pathAndQuery, beforeBody, leave);

    /// <summary>Asks for a script that does not end until it is let go.</summary>
    /// <param name="query">Further parameters of the script, such as <c>&amp;first=1000</c>.</param>
    /// <param name="leave">Cancelled when the visitor leaves.</param>
    /// <param name="beforeBody">Runs between the header and the body.</param>
    public HeldRequest Hold(string query = "", CancellationToken leave = default, Func<Task>? beforeBody = null) =>
        new(this, query, leave, beforeBody);

    /// <summary>Makes a broken site whole: php-fpm is started anew.</summary>
    public Task RepairAsync() => Fpm.StartAsync();

    /// <summary>The text of a log as it is now; empty when there is none.</summary>
    public static string ReadLog(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    /// <summary>Waits until a log has a text.</summary>
    public static Task WaitForLogAsync(string path, string text) =>
        Patience.UntilAsync(() => ReadLog(path).Contains(text, StringComparison.Ordinal), $"'{text}' in {path}");

    /// <summary>Stops both servers and removes the directory.</summary>
    public void Dispose()
    {
        _browser.Dispose();
        Nginx.Dispose();
        Fpm.Dispose();
        Directory.Dispose();
    }

    private static void WriteScripts(string documentRoot)
    {
        Assembly assembly = typeof(LabSite).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            LabDirectory.Write(documentRoot, name, reader.ReadToEnd());
        }
    }
}
