using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.FastCgi;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Puts load on a site of this machine, or on a pool without nginx, and tells how much it carries, how fast, and where it breaks.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "GatewayLoad", DefaultParameterSetName = UriSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Measure-GatewayLoad.md")]
[OutputType(typeof(GatewayLoadResult))]
public sealed class MeasureGatewayLoadCommand : GatewayCommandBase
{
    private const string UriSet = "Uri";
    private const string EndpointSet = "Endpoint";
    private const long MostRequests = long.MaxValue;
    private const int MostConnections = 10_000;
    private const double LowestRate = 0.01;
    private const double HighestRate = 1_000_000;

    private Confirmation? _confirmation;

    /// <summary>The site.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UriSet)]
    [SiteUri]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public Uri? Uri { get; set; }

    /// <summary>Where a pool listens.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = EndpointSet)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint? Endpoint { get; set; }

    /// <summary>The script that the pool runs; without it its ping page.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    /// <summary>The most requests.</summary>
    [Parameter]
    [ValidateRange(1, MostRequests)]
    public long Requests { get; set; }

    /// <summary>How many requests are under way at the same time.</summary>
    [Parameter]
    [ValidateRange(1, MostConnections)]
    public int Concurrency { get; set; }

    /// <summary>How long requests are begun; with -FindLimit in each step.</summary>
    [Parameter]
    [Duration]
    [DurationRange("100ms", "1h")]
    public TimeSpan Duration { get; set; }

    /// <summary>Requests a second, sent when they are due.</summary>
    [Parameter]
    [ValidateRange(LowestRate, HighestRate)]
    public double Rate { get; set; }

    /// <summary>Steps up until something fails or is too slow, and stops there.</summary>
    [Parameter]
    public SwitchParameter FindLimit { get; set; }

    /// <summary>What 95 of 100 requests may take at most.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan MaxLatency { get; set; }

    /// <summary>The longest time of one request.</summary>
    [Parameter]
    [Duration]
    [DurationRange("10ms", "5m")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes a connection for each request.</summary>
    [Parameter(ParameterSetName = UriSet)]
    public SwitchParameter DisableKeepAlive { get; set; }

    /// <summary>Allows a target that is not this machine.</summary>
    [Parameter]
    public SwitchParameter AllowRemote { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        GatewayTarget gateway = ResolveTarget();
        IReadOnlyList<NginxReading> nginx = GatewayFinding.NginxIfAny(this, gateway).Readings;
        IReadOnlyList<FpmReading> fpm = GatewayFinding.FpmIfAny(this, gateway).Readings;
        UntilStopped(() =>
        {
            if (Uri is not null)
            {
                LoadTarget? site = LoadTargets.OfSite(Uri, nginx, !DisableKeepAlive, AllowRemote, out LoadRefusal? refusal, PipelineStopToken);
                Measure(site, refusal, nginx, fpm);
                return;
            }

            (FpmReading Reading, FpmPool Pool) known = fpm.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool))).FirstOrDefault(one => one.pool.IsRunning && Endpoint!.Equals(one.pool.Endpoint));
            string? script = ScriptPath ?? known.Pool?.PingPath;
            if (string.IsNullOrEmpty(script))
            {
                WriteError(Errors.LoadScriptNotGiven(Endpoint!));
                return;
            }

            using FpmPoolAccess? access = known.Pool is null ? null : FpmPoolAccess.Of(known.Reading, known.Pool);
            FastCgiRequest request = ScriptPath is null ? FpmPing.Request(script) : new FastCgiRequest(ResolveScript(script));
            LoadTarget? pool = LoadTargets.OfPool(access?.Target ?? FastCgiTarget.Of(Endpoint!), request, AllowRemote, out LoadRefusal? refused, PipelineStopToken);
            Measure(pool, refused, nginx, fpm);
        });
    }

    private void Measure(LoadTarget? target, LoadRefusal? refusal, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        if (target is null)
        {
            WriteError(Errors.LoadRefused(refusal!));
            return;
        }

        LoadOptions options = LoadText.Options(MyInvocation.BoundParameters, Requests, Concurrency, Duration, Rate, FindLimit, MaxLatency, Timeout);
        WriteVerbose(LoadText.Describe(target));
        if (!Confirmation.ShouldProcess(LoadText.TargetOf(target), LoadText.ActionOf(options)))
        {
            return;
        }

        using var progress = new ThrottledProgress(WriteProgress, $"Load on {target.Name}", TimeProvider.System);
        try
        {
            GatewayLoadResult result = LoadRun.Run(target, options, nginx, fpm, step => progress.Report(LoadText.Status(step, options), (long)(step.Share * 1000), 1000), PipelineStopToken);
            if (LoadText.Caution(result) is { } caution)
            {
                WriteWarning(caution);
            }

            WriteObject(result);
        }
        catch (IOException failure)
        {
            WriteError(Errors.LoadNotPossible(target, failure));
        }
    }

    private string ResolveScript(string path) => path.StartsWith('/') ? path : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
