namespace Nginx502.Lab;

/// <summary>One virtual server of a site, with the pool that it hands over to.</summary>
public sealed class LabHost : IDisposable
{
    private readonly string _listen;
    private LabBrowser? _browser;

    internal LabHost(LabSite site, LabSiteOptions options)
    {
        Site = site;
        Options = options;
        _listen = options.UsesTcp ? $"{options.TcpAddress}:{FreePort.Tcp()}" : Path.Combine(site.Directory.Run, options.SocketName);
    }

    /// <summary>The site that it is of.</summary>
    public LabSite Site { get; }

    /// <summary>What it has, as the files say; the running servers may still have something else.</summary>
    public LabSiteOptions Options { get; private set; }

    /// <summary>Its pool.</summary>
    public FpmPool Pool => new(Options.PoolName, Options.PoolDirectives.GetValueOrDefault("listen", _listen)) { Directives = Options.PoolDirectives };

    /// <summary>What its fastcgi_pass names.</summary>
    public string Upstream => Options.FastCgiPass ?? Pool.Endpoint;

    /// <summary>Writes both configurations anew; what runs is not told.</summary>
    /// <param name="change">What it is to have from now on.</param>
    public void Change(Func<LabSiteOptions, LabSiteOptions> change)
    {
        Options = change(Options);
        Site.WriteConfigurations();
    }

    /// <summary>Writes a script that visitors can ask for.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="code">Its code, without the opening tag.</param>
    public void WriteScript(string name, string code) => LabDirectory.Write(Site.Directory.DocumentRoot, name, "<?php\n" + code + "\n");

    /// <summary>Asks for a path as a visitor does.</summary>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="beforeBody">Runs between the header and the body.</param>
    /// <param name="leave">Cancelled when the visitor leaves.</param>
    public Task<LabResponse> GetAsync(string pathAndQuery, Func<Task>? beforeBody = null, CancellationToken leave = default) =>
        Browser.GetAsync(pathAndQuery, beforeBody, leave);

    /// <summary>Sends a body as a visitor does.</summary>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="bytes">The length of the body.</param>
    public Task<LabResponse> PostAsync(string pathAndQuery, int bytes) => Browser.PostAsync(pathAndQuery, bytes);

    /// <summary>Asks in any way.</summary>
    /// <param name="method">GET, HEAD and so on.</param>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="headers">Further lines of the header, as they are.</param>
    public Task<LabResponse> AskAsync(HttpMethod method, string pathAndQuery, params (string Name, string Value)[] headers) =>
        Browser.AskAsync(method, pathAndQuery, headers);

    /// <summary>Asks for a script that does not end until it is let go.</summary>
    /// <param name="query">Further parameters of the script, such as <c>&amp;first=1000</c>.</param>
    /// <param name="leave">Cancelled when the visitor leaves.</param>
    /// <param name="beforeBody">Runs between the header and the body.</param>
    public HeldRequest Hold(string query = "", CancellationToken leave = default, Func<Task>? beforeBody = null) =>
        new(this, query, leave, beforeBody);

    /// <inheritdoc/>
    public void Dispose() => _browser?.Dispose();

    private LabBrowser Browser => _browser ??= new LabBrowser(Site.Nginx.Port, Options.ServerName, Site.VisitorSocket);
}
