using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Says how the running pools are: by php-fpm's status page, and by what the kernel knows when no worker is free to give it.</summary>
[Cmdlet(VerbsCommon.Get, "FpmStatus", HelpUri = HelpPages.Root + "Get-FpmStatus.md")]
[OutputType(typeof(FpmPoolStatus))]
public sealed class GetFpmStatusCommand : PoolCommandBase
{
    private const string FullView = "Nginx502.FpmPoolStatus#Full";

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly List<(string? Name, string? File)> _named = [];
    private readonly List<FpmEndpoint> _endpoints = [];

    /// <summary>Where pools listen.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint[] Endpoint { get; set; } = [];

    /// <summary>Lists each worker too.</summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

    /// <summary>The path of the page at an endpoint of which no pool is known here.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string StatusPath { get; set; } = "/status";

    /// <summary>How long all pages together may take.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Pool.Length > 0)
        {
            _named.AddRange(Pool.Select(name => ((string?)name, ConfigurationPath)));
        }
        else if (ConfigurationPath is not null)
        {
            _named.Add((null, ConfigurationPath));
        }

        // An object of ours that names a pool is meant by its pool: its endpoint says the same.
        _endpoints.AddRange(Pool.Length > 0 && MyInvocation.ExpectingInput ? [] : Endpoint);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && _named.Count + _endpoints.Count == 0)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        IReadOnlyList<FpmReading> readings = _named.Count == 0 && _endpoints.Count > 0 ? GatewayReader.ReadFpm(target).Readings : GatewayFinding.Fpm(this, target);
        var choice = new LivePools(this, readings);
        choice.Add(_named, _endpoints);
        Write(choice);
    }

    private void Write(LivePools choice)
    {
        var options = new FpmStatusOptions { Timeout = Timeout < LongestTimeout ? Timeout : LongestTimeout, IsFull = Full, StatusPath = StatusPath };
        NotSeen? gap = null;
        UntilStopped(() =>
        {
            foreach (FpmPoolStatus status in FpmStatusCollector.Collect(choice.Pools, choice.Endpoints, options, PipelineStopToken))
            {
                if (status is { Pool.Length: 0, Source: FpmStatusSource.Kernel, ListenQueue: null })
                {
                    WriteError(Errors.StatusNotGiven(status));
                    continue;
                }

                var written = PSObject.AsPSObject(status);
                if (Full)
                {
                    written.TypeNames.Insert(0, FullView);
                }

                WriteObject(written);
                gap ??= status.NotSeen.Length > 0 ? status.NotSeen[0] : null;
            }
        });
        if (gap is not null)
        {
            WriteWarning(gap.ToString());
        }
    }
}
