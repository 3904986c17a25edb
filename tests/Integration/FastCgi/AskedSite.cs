using Nginx502.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.FastCgi;

/// <summary>A real php-fpm that is asked over FastCGI, without its nginx.</summary>
internal sealed class AskedSite : IDisposable
{
    /// <summary>Enough for anything that ends.</summary>
    public static readonly FastCgiOptions Patient = new() { Timeout = Patience.Limit };

    /// <summary>Enough to see that nothing comes.</summary>
    public static readonly FastCgiOptions Impatient = new() { Timeout = TimeSpan.FromMilliseconds(500) };

    private AskedSite(LabSite site) => Site = site;

    /// <summary>Both servers.</summary>
    public LabSite Site { get; }

    /// <summary>Where the pool listens.</summary>
    public FpmEndpoint Endpoint => FpmEndpoint.Parse(Site.Pool.Endpoint);

    /// <summary>Starts one.</summary>
    /// <param name="directives">Directives of the pool.</param>
    /// <param name="usesTcp">True for a pool on TCP.</param>
    public static async Task<AskedSite> StartAsync(Dictionary<string, string>? directives = null, bool usesTcp = false) =>
        new(await LabSite.StartAsync(_ => new LabSiteOptions { UsesTcp = usesTcp, PoolDirectives = directives ?? [] }));

    /// <summary>Asks for a script.</summary>
    public FastCgiResponse Ask(FastCgiRequest request, FastCgiOptions? options = null) => FastCgiClient.Send(Endpoint, request, options ?? Patient);

    /// <summary>Asks for a script by its name.</summary>
    public FastCgiResponse Ask(string script, FastCgiOptions? options = null) => Ask(Request(script), options);

    /// <summary>A request for a script of the laboratory.</summary>
    public FastCgiRequest Request(string script) => new(Path.Combine(Site.Directory.DocumentRoot, script));

    /// <summary>A request for a script with this text.</summary>
    public FastCgiRequest Script(string text) => new(LabDirectory.Write(Site.Directory.DocumentRoot, "script.php", text));

    /// <summary>Has a worker run a script until it is let go, over FastCGI.</summary>
    /// <param name="name">Names it.</param>
    /// <param name="query">Further parameters of the script.</param>
    /// <returns>The worker, and what is answered in the end.</returns>
    public async Task<(ProcessIdentity Worker, Task<FastCgiResponse> Response)> HoldAsync(string name, string query = "")
    {
        FastCgiRequest request = new(Path.Combine(Site.Directory.DocumentRoot, "hold.php"))
        {
            QueryString = $"name={name}{query}",
            Parameters = [new("LAB_STATE", Site.Directory.State)],
        };
        Task<FastCgiResponse> response = Task.Run(() => Ask(request));
        string file = Path.Combine(Site.Directory.State, name);
        await Patience.UntilAsync(() => File.Exists(file), "a worker to take up the request");
        return (ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(file), System.Globalization.CultureInfo.InvariantCulture))!.Value, response);
    }

    /// <summary>Lets a script end.</summary>
    public void LetGo(string name) => File.WriteAllText(Path.Combine(Site.Directory.State, name + ".release"), "");

    /// <summary>An answer that did not come within the time, and that ended with it.</summary>
    public static void AssertTimedOut(FastCgiPhase phase, FastCgiResponse response)
    {
        Assert.Equal((FastCgiFailureKind.TimedOut, phase), (response.Failure?.Kind, response.Failure?.Phase));
        Assert.InRange(response.Duration, Impatient.Timeout, Impatient.Timeout + TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc/>
    public void Dispose() => Site.Dispose();
}
