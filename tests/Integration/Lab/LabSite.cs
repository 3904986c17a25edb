using System.Reflection;

namespace Nginx502.Lab;

/// <summary>A site that works: a real nginx before a real php-fpm, in a temporary directory, with its logs and scripts.</summary>
public sealed class LabSite : IDisposable
{
    private readonly List<IDisposable> _kept;

    private LabSite(LabDirectory directory, LabSiteOptions options)
    {
        Directory = directory;
        _kept = [.. options.Others.Prepend(options).SelectMany(host => host.Kept)];
        Hosts = [.. options.Others.Prepend(options).Select(host => new LabHost(this, host))];
        Fpm = new FpmServer(directory, [.. Hosts.Select(host => host.Pool)])
        {
            Directives = options.FpmDirectives,
            Arguments = options.FpmArguments,
            Through = options.FpmThrough,
        };
        int port = FreePort.Tcp();
        Nginx = new NginxServer(directory, port, NginxConfiguration.Compose(directory, port, Hosts)) { Through = options.NginxThrough };
        WriteScripts(directory.DocumentRoot);
    }

    /// <summary>Where everything of it is.</summary>
    public LabDirectory Directory { get; }

    /// <summary>Its nginx.</summary>
    public NginxServer Nginx { get; }

    /// <summary>Its php-fpm.</summary>
    public FpmServer Fpm { get; }

    /// <summary>Its virtual servers, each with its pool; one, where nothing else was asked for.</summary>
    public IReadOnlyList<LabHost> Hosts { get; }

    /// <summary>The pool of its first host.</summary>
    public FpmPool Pool => Hosts[0].Pool;

    /// <summary>What the fastcgi_pass of its first host names.</summary>
    public string Upstream => Hosts[0].Upstream;

    /// <summary>When it was started, local time.</summary>
    public DateTime StartTime { get; } = DateTime.Now;

    /// <summary>The socket that visitors come by; null where they come by TCP.</summary>
    public string? VisitorSocket => Hosts[0].Options.IsVisitedByUnixSocket ? Path.Combine(Directory.Run, NginxConfiguration.VisitorSocketName) : null;

    /// <summary>nginx's error log.</summary>
    public string ErrorLog => Hosts[0].Options.ErrorLogPath ?? Path.Combine(Directory.Logs, NginxConfiguration.ErrorLogName);

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
        Hosts[0].GetAsync(pathAndQuery, beforeBody, leave);

    /// <summary>Asks for a script that does not end until it is let go.</summary>
    /// <param name="query">Further parameters of the script, such as <c>&amp;first=1000</c>.</param>
    /// <param name="leave">Cancelled when the visitor leaves.</param>
    /// <param name="beforeBody">Runs between the header and the body.</param>
    public HeldRequest Hold(string query = "", CancellationToken leave = default, Func<Task>? beforeBody = null) =>
        Hosts[0].Hold(query, leave, beforeBody);

    /// <summary>Keeps something until the site ends.</summary>
    public T Keep<T>(T thing)
        where T : IDisposable
    {
        _kept.Add(thing);
        return thing;
    }

    /// <summary>Writes both configurations as the hosts have them; what runs is not told.</summary>
    public void WriteConfigurations()
    {
        Fpm.Write([.. Hosts.Select(host => host.Pool)]);
        Nginx.Write(NginxConfiguration.Compose(Directory, Nginx.Port, Hosts));
    }

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
        foreach (LabHost host in Hosts)
        {
            host.Dispose();
        }

        Nginx.Dispose();
        Fpm.Dispose();
        _kept.ForEach(thing => thing.Dispose());
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
