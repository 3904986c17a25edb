using Nginx502.IntegrationTests.Checks;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>A real site, and what a person types about it. Its changes are journalled in its own directory.</summary>
internal sealed class GatewaySite : IDisposable
{
    private GatewaySite(LabSite site) => Site = site;

    /// <summary>The site.</summary>
    public LabSite Site { get; }

    /// <summary>nginx's main file.</summary>
    public string NginxPath => Site.Nginx.ConfigurationPath;

    /// <summary>php-fpm's main file.</summary>
    public string FpmPath => Site.Fpm.ConfigurationPath;

    /// <summary>The parameter that names nginx's main file.</summary>
    public string Nginx => $"-NginxConfigPath {BuiltShell.Quote(NginxPath)}";

    /// <summary>The parameter that names php-fpm's main file.</summary>
    public string Fpm => $"-FpmConfigPath {BuiltShell.Quote(FpmPath)}";

    /// <summary>Where the journal of the site is.</summary>
    public string State => Path.Combine(Site.Directory.Path, "nginx502");

    /// <summary>Bytes, owner and mode of both files.</summary>
    public string Files => Snapshot.OfFiles(NginxPath, FpmPath);

    /// <summary>Starts a site.</summary>
    /// <param name="configure">What it is to have; a plain one when null.</param>
    public static async Task<GatewaySite> StartAsync(Func<LabDirectory, LabSiteOptions>? configure = null) => new(await LabSite.StartAsync(configure));

    /// <summary>Runs commands in the built Shell.</summary>
    public Task<ShellObjects> TypeAsync(string commands) => BuiltShell.RunAsync(commands, State);

    /// <summary>Runs commands that must succeed.</summary>
    public async Task<ShellObjects> TypeWellAsync(string commands)
    {
        ShellObjects result = await TypeAsync(commands);
        Assert.True(result.ExitCode == 0, $"{commands}\n{result.Errors}");
        return result;
    }

    /// <summary>Runs commands each of which must be refused, and gives what they said in one line.</summary>
    public async Task<string> TypeInVainAsync(params string[] commands)
    {
        ShellObjects result = await TypeAsync(string.Join("; ", commands.Select(command => $"{command} -PassThru; $?")));
        Assert.Equal(Enumerable.Repeat("False", commands.Length), result.Objects.Select(answer => answer.ToString()));
        return string.Join(' ', result.Errors.Split((char[])['\n', ' ', '|'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The status that a visitor gets.</summary>
    public async Task<int> StatusAsync(string path = "/hello.php") => (await Site.GetAsync(path)).Status;

    /// <summary>Judges it as Test-FpmAlignment does.</summary>
    public IReadOnlyList<AlignmentResult> Examine()
    {
        var target = new GatewayTarget { NginxConfigurationPath = NginxPath, FpmConfigurationPath = FpmPath };
        return Alignment.Examine(GatewayCollector.Collect(GatewayReader.ReadNginx(target).Readings, GatewayReader.ReadFpm(target).Readings));
    }

    /// <summary>What hurts visitors or soon will: notes are left out.</summary>
    public IReadOnlyList<AlignmentMismatch> Troubles() =>
        [.. Examine().SelectMany(result => result.Mismatches).Where(mismatch => mismatch.Severity >= Severity.Warning)];

    /// <inheritdoc/>
    public void Dispose() => Site.Dispose();
}
