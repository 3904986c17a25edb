using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Says whether nginx's worker reaches php-fpm and gets an answer: rung by rung, with the cause and the remedy at the first that fails.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FpmSocket", DefaultParameterSetName = EndpointSet, HelpUri = HelpPages.Root + "Test-FpmSocket.md")]
[OutputType(typeof(FpmSocketTestResult), typeof(bool))]
public sealed class TestFpmSocketCommand : GatewayCommandBase
{
    private const string EndpointSet = "Endpoint";
    private const string InputObjectSet = "InputObject";
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly List<FpmEndpoint> _endpoints = [];
    private int _skipped;
    private bool _isGiven;

    /// <summary>Only these endpoints. Without it every endpoint that nginx speaks FastCGI to; those of all pools where there is no nginx.</summary>
    [Parameter(Position = 0, ParameterSetName = EndpointSet)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint[] Endpoint { get; set; } = [];

    /// <summary>Endpoints, or objects that have one: pools, upstreams, errors of nginx.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>A user whose rights count instead of those of nginx's worker.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? AsUser { get; set; }

    /// <summary>The time for each endpoint: connecting, asking and answering together. 5 s without it.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = FpmSocketOptions.Default.Timeout;

    /// <summary>Gives one Boolean: true when at least one endpoint was tested and all passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _isGiven |= ParameterSetName == InputObjectSet || Endpoint.Length > 0;
        if (ParameterSetName == EndpointSet)
        {
            _endpoints.AddRange(Endpoint);
        }
        else if (PipedEndpoints.TryRead(InputObject!, out IReadOnlyList<FpmEndpoint> found))
        {
            _endpoints.AddRange(found);
            _skipped += found.Count == 0 ? 1 : 0;
        }
        else
        {
            WriteError(Errors.EndpointInvalid(InputObject!));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_skipped > 0)
        {
            WriteWarning(_skipped == 1
                ? "1 object names no endpoint of FastCGI: it was passed over."
                : $"{_skipped} objects name no endpoint of FastCGI: they were passed over.");
        }

        if (MyInvocation.ExpectingInput && !_isGiven)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        GatewayReadings<NginxReading> nginx = GatewayReader.ReadNginx(target);
        GatewayReadings<FpmReading> fpm = GatewayReader.ReadFpm(target);
        Say(nginx.Notes, nginx.LookedAt);
        Say(fpm.Notes, fpm.LookedAt);
        Test(_isGiven ? [.. _endpoints.Distinct()] : Discover(nginx, fpm), nginx.Readings, fpm.Readings);
    }

    private IReadOnlyList<FpmEndpoint> Discover(GatewayReadings<NginxReading> nginx, GatewayReadings<FpmReading> fpm)
    {
        if (nginx.Readings.Count == 0 && fpm.Readings.Count == 0)
        {
            WriteError(Errors.ConfigurationNotFound("nginx", "-NginxConfigPath", nginx.LookedAt));
            WriteError(Errors.ConfigurationNotFound("php-fpm", "-FpmConfigPath", fpm.LookedAt));
            return [];
        }

        IReadOnlyList<FpmEndpoint> used = FpmSocketSurvey.EndpointsInUse(nginx.Readings, fpm.Readings);
        if (used.Count == 0)
        {
            WriteError(Errors.UpstreamNotFound("FastCGI"));
        }

        return used;
    }

    private void Test(IReadOnlyList<FpmEndpoint> endpoints, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        var options = new FpmSocketOptions { AsUser = AsUser, Timeout = Timeout < LongestTimeout ? Timeout : LongestTimeout };
        var gaps = new List<NotSeen>();
        bool hasPassed = endpoints.Count > 0;
        try
        {
            UntilStopped(() =>
            {
                foreach (FpmSocketFacts facts in FpmSocketSurvey.Look(endpoints, nginx, fpm, options, PipelineStopToken))
                {
                    FpmSocketTestResult result = FpmSocketJudgement.Judge(facts);
                    hasPassed &= result.Passed;
                    gaps.AddRange(result.NotSeen);
                    if (!Quiet)
                    {
                        WriteObject(result);
                    }
                }
            });
        }
        catch (UserNotKnownException unknown)
        {
            ThrowTerminatingError(Errors.UserNotFound(unknown));
        }

        WarnOf([.. gaps.DistinctBy(gap => gap.What)]);
        if (Quiet)
        {
            WriteObject(hasPassed);
        }
    }

    // The result holds each gap; one line says that there are any.
    private void WarnOf(IReadOnlyList<NotSeen> gaps)
    {
        if (gaps.Count > 0)
        {
            WriteWarning($"Not seen: {string.Join("; ", gaps.Select(gap => $"{gap.What} ({gap.Reason})"))}. {string.Join(' ', gaps.Select(gap => gap.Remedy).Distinct())}");
        }
    }

    // What is to be known of masters matters where they decide what is tested.
    private void Say(IReadOnlyList<string> notes, IReadOnlyList<string> lookedAt)
    {
        foreach (string line in _isGiven ? [.. notes, .. lookedAt] : lookedAt)
        {
            WriteVerbose(line);
        }

        foreach (string note in _isGiven ? [] : notes)
        {
            WriteWarning(note);
        }
    }
}
