using System.Diagnostics;

namespace Nginx502.Lab;

/// <summary>What can be made of a host of the laboratory: a trouble, a way to hide its evidence, or something that only looks like one.</summary>
public abstract class Situation
{
    /// <summary>A page that every site of the laboratory has.</summary>
    protected const string Hello = "/hello.php";

    // When a program read its files is known to two seconds; on a real server minutes pass before they are changed, and before visitors come.
    private static readonly TimeSpan LongAgo = TimeSpan.FromSeconds(4);

    /// <summary>Its name.</summary>
    public string Name => GetType().Name;

    /// <summary>What is done to the site, a sentence.</summary>
    public abstract string Story { get; }

    /// <summary>False where this machine or user does not let it be made.</summary>
    public virtual bool IsPossible => true;

    /// <summary>What the host needs, so that this can be made.</summary>
    /// <param name="directory">Where the site is.</param>
    /// <param name="plain">What the host has otherwise; its names are to be kept.</param>
    public virtual LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain;

    /// <summary>Waits until both servers and their workers run for a while.</summary>
    protected static Task AgeAsync(LabHost host)
    {
        ProcessIdentity[] servers = [host.Site.Nginx.Master, .. host.Site.Nginx.Workers, .. host.Site.Fpm.IsRunning ? [host.Site.Fpm.Master, .. host.Site.Fpm.Workers] : (IEnumerable<ProcessIdentity>)[]];
        return Patience.UntilAsync(() => servers.All(server => server.Age >= LongAgo), "the servers to run for a while");
    }

    /// <summary>The options with further directives of the pool.</summary>
    protected static LabSiteOptions WithPool(LabSiteOptions options, params (string Name, string Value)[] directives)
    {
        Dictionary<string, string> all = new(options.PoolDirectives);
        foreach ((string name, string value) in directives)
        {
            all[name] = value;
        }

        return options with { PoolDirectives = all };
    }

    /// <summary>A location for long requests: nginx waits for these, whatever it does with others.</summary>
    protected static string PatientWithHeld(LabDirectory directory, LabSiteOptions options) =>
        $$"""location ~ /hold\.php$ { fastcgi_read_timeout 60s; fastcgi_pass unix:{{directory.Run}}/{{options.SocketName}}; }""";

    /// <summary>Two visitors ask, one after the other, and get what is said.</summary>
    /// <exception cref="LabException">They got something else: the host is not broken as it was to be.</exception>
    protected static async Task VisitAsync(LabHost host, int status, string page = Hello)
    {
        for (int visitor = 1; visitor <= 2; visitor++)
        {
            LabResponse response = await host.GetAsync(page).ConfigureAwait(false);
            Require(response.Status == status, $"a visitor of {page} gets {status}, and not {response.StatusLine}");
        }
    }

    /// <summary>Several visitors ask at once.</summary>
    protected static Task<LabResponse[]> CrowdAsync(LabHost host, int visitors, string page) =>
        Task.WhenAll(Enumerable.Range(0, visitors).Select(_ => host.GetAsync(page)));

    /// <summary>Waits until php-fpm answers again, having finished what it was asked before.</summary>
    protected static async Task AwaitFreeWorkersAsync(LabHost host)
    {
        long start = Stopwatch.GetTimestamp();
        while ((await host.GetAsync(Hello).ConfigureAwait(false)).Status != 200)
        {
            Require(Stopwatch.GetElapsedTime(start) < Patience.Limit, "php-fpm answers again");
        }
    }

    /// <summary>Fails where the laboratory did not do what it was to do.</summary>
    protected static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new LabException($"It was to be so that {what}.");
        }
    }

    /// <summary>Starts php-fpm as it is written, which fails.</summary>
    protected static async Task FailToStartAsync(FpmServer fpm)
    {
        try
        {
            await fpm.StartAsWrittenAsync().ConfigureAwait(false);
        }
        catch (LabException)
        {
            return;
        }

        throw new LabException("php-fpm started, though it was not to.");
    }

    /// <summary>Writes the host anew and reloads nginx.</summary>
    protected static Task ReloadNginxAsync(LabHost host, Func<LabSiteOptions, LabSiteOptions> change)
    {
        host.Change(change);
        return host.Site.Nginx.ReloadAsync();
    }

    /// <summary>Writes the host anew and restarts php-fpm.</summary>
    protected static Task RestartFpmAsync(LabHost host, Func<LabSiteOptions, LabSiteOptions> change)
    {
        host.Change(change);
        return host.Site.Fpm.StartAsync();
    }

    /// <summary>Changes a text of a file.</summary>
    protected static void Edit(string path, string from, string to)
    {
        string text = File.ReadAllText(path);
        Require(text.Contains(from, StringComparison.Ordinal), $"{path} has '{from}'");
        LabDirectory.Write(Path.GetDirectoryName(path)!, Path.GetFileName(path), text.Replace(from, to, StringComparison.Ordinal));
    }
}
