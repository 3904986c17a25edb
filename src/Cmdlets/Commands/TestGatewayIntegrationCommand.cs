using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has PHP answer through php-fpm alone and through nginx, and says which half fails.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GatewayIntegration", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Test-GatewayIntegration.md")]
[OutputType(typeof(GatewayIntegrationResult), typeof(bool))]
public sealed class TestGatewayIntegrationCommand : PoolCommandBase
{
    private readonly List<(string[] Names, string? Path)> _named = [];

    private Confirmation? _confirmation;

    /// <summary>Lays the probe into the document root too, so that nginx itself hands it over.</summary>
    [Parameter]
    public SwitchParameter InDocumentRoot { get; set; }

    /// <summary>Agrees beforehand to what -InDocumentRoot asks.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long one answer may take.</summary>
    [Parameter]
    [Duration]
    [DurationRange("100ms", "45s")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gives one Boolean instead of results.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Confirmation.RequireAnswerable();
        if (InDocumentRoot && !Force)
        {
            Confirmation.RequirePerson(Errors.DocumentRootNotAgreed());
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _named.Add((Pool, ConfigurationPath));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_named.Count == 0)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        IReadOnlyList<FpmReading> fpm = GatewayFinding.Fpm(this, target);
        IReadOnlyList<NginxReading> nginx = GatewayFinding.NginxIfAny(this, target).Readings;
        (FpmReading Reading, FpmPool Pool)[] chosen = [.. Choose(fpm)];
        bool hasPassed = false;
        if (chosen.Length > 0 && Agree())
        {
            var options = new GatewayIntegrationOptions { Timeout = Timeout, IsInDocumentRoot = InDocumentRoot };
            hasPassed = Test(new GatewayIntegration(nginx, Collect(nginx, fpm), options), chosen);
        }

        if (Quiet)
        {
            WriteObject(hasPassed);
        }
    }

    private bool Test(GatewayIntegration integration, (FpmReading Reading, FpmPool Pool)[] chosen)
    {
        int tested = 0;
        bool hasPassed = true;
        bool isClean = false;
        UntilStopped(() =>
        {
            foreach ((FpmReading reading, FpmPool pool) in chosen)
            {
                // Of a pool that does not run nothing is written, and nothing is asked.
                if (pool.IsRunning && !Confirmation.ShouldProcess(IntegrationText.TargetOf(pool), IntegrationText.ActionOf(InDocumentRoot)))
                {
                    continue;
                }

                if (pool.IsRunning && !isClean)
                {
                    isClean = true;
                    WriteEach(integration.RemoveLeftovers([.. chosen.Select(one => one.Pool)]), path => WriteVerbose($"Removed a probe that an earlier run left: {path}"));
                }

                foreach (GatewayIntegrationResult result in integration.Test(reading, pool, PipelineStopToken))
                {
                    tested++;
                    string? way = result.Nginx.State == IntegrationState.NotSeen && !InDocumentRoot ? IntegrationText.WayOut(result) : null;
                    hasPassed &= result.Passed && way is null;
                    if (way is not null)
                    {
                        WriteWarning(way);
                    }

                    WriteEach(result.Leftovers, path => WriteError(Errors.ProbeNotRemoved(path)));
                    if (!Quiet)
                    {
                        WriteObject(result);
                    }
                }
            }
        });
        return hasPassed && tested > 0;
    }

    private static void WriteEach(IEnumerable<string> texts, Action<string> write)
    {
        foreach (string text in texts)
        {
            write(text);
        }
    }

    private bool Agree() => !InDocumentRoot || Force || Confirmation.IsWhatIf || Confirmation.AgreesInPerson(IntegrationText.Question, "Write a script into document roots?");

    private IEnumerable<(FpmReading Reading, FpmPool Pool)> Choose(IReadOnlyList<FpmReading> readings)
    {
        (FpmReading Reading, FpmPool Pool)[] all = [.. readings.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))];
        FpmPool[] pools = [.. all.Select(one => one.Pool)];
        var given = new HashSet<FpmPool>();
        foreach ((string[] names, string? path) in _named)
        {
            IReadOnlyList<FpmPool> fitting = PoolChoice.Choose(pools, names, path, phpVersions: [], out IReadOnlyList<string> missing);
            WriteEach(readings.Count > 0 ? missing : [], name => WriteError(Errors.PoolNotFound(name, pools)));

            // Another version that was left installed has its pool "www" too: the one that runs is meant.
            FpmPool[] running = [.. fitting.Where(pool => pool.IsRunning)];
            given.UnionWith(running.Length > 0 ? running : fitting);
        }

        return all.Where(one => given.Contains(one.Pool));
    }
}
