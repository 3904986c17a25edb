using System.Collections;
using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Sets time limits, buffers and the like where nginx hands over: in that block only, checked by nginx, undone as a whole when anything fails.</summary>
[Cmdlet(VerbsCommon.Set, "NginxUpstreamTuning", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Set-NginxUpstreamTuning.md")]
[OutputType(typeof(GatewayChange))]
public sealed class SetNginxUpstreamTuningCommand : ChangeCommandBase
{
    private const int MaxNamed = 5;
    private const string NameSet = "Name";
    private const string InputSet = "InputObject";

    private readonly List<NginxUpstream> _given = [];

    /// <summary>The virtual server.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string Server { get; set; } = string.Empty;

    /// <summary>The location, as it is written.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string Location { get; set; } = string.Empty;

    /// <summary>The upstreams: what Get-NginxUpstream gives.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    [OfThisSession("Get-NginxUpstream")]
    public NginxUpstream[] InputObject { get; set; } = [];

    /// <summary>fastcgi_connect_timeout, or that of its protocol.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>fastcgi_send_timeout: the longest pause between two writes.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan? SendTimeout { get; set; }

    /// <summary>fastcgi_read_timeout: the longest pause between two reads.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan? ReadTimeout { get; set; }

    /// <summary>fastcgi_buffer_size: the buffer of the answer's header.</summary>
    [Parameter]
    [ByteSize]
    public long? BufferSize { get; set; }

    /// <summary>fastcgi_buffers, number and size: <c>'8 16k'</c>.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]+ +[0-9]+[kKmM]?$")]
    public string? Buffers { get; set; }

    /// <summary>fastcgi_busy_buffers_size.</summary>
    [Parameter]
    [ByteSize]
    public long? BusyBuffersSize { get; set; }

    /// <summary>fastcgi_buffering.</summary>
    [Parameter]
    public SwitchParameter Buffering { get; set; }

    /// <summary>fastcgi_keep_conn.</summary>
    [Parameter]
    public SwitchParameter KeepConnections { get; set; }

    /// <summary>fastcgi_next_upstream: which failures go to the next server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NextUpstreamCompleter))]
    public string[]? NextUpstream { get; set; }

    /// <summary>fastcgi_next_upstream_tries; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? NextUpstreamTries { get; set; }

    /// <summary>fastcgi_next_upstream_timeout; 0 for no limit.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? NextUpstreamTimeout { get; set; }

    /// <summary>Any directives by their names in nginx, <c>@{ fastcgi_intercept_errors = 'on' }</c>; $null takes one out of the block.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NginxDirectiveCompleter))]
    public IDictionary Directive { get; set; } = new Hashtable();

    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server. Nothing there is run, and nothing is checked by the programs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _given.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == InputSet && _given.Count == 0)
        {
            return;
        }

        var wanted = new UpstreamTuning(this);
        if (wanted.IsEmpty)
        {
            ThrowTerminatingError(Errors.NothingToChange(MyInvocation.MyCommand.Name, "-ReadTimeout 120"));
        }

        GatewayTarget target = GatewayTargets.Resolve(this, RootPath, NginxConfigPath, fpmConfigPath: null);
        var root = new PipedRoot(this);
        _given.ForEach(root.Add);
        root.Require(target);
        IReadOnlyList<NginxReading> readings = GatewayFinding.Nginx(this, target);
        bool isAny = false;
        foreach (NginxReading reading in readings)
        {
            NginxUpstream[] chosen = [.. reading.Configuration.Upstreams.Where(IsWanted)];
            isAny |= chosen.Length > 0;
            if (chosen.Length > 0)
            {
                Change(reading, chosen, wanted);
            }
        }

        if (!isAny && readings.Count > 0)
        {
            WriteError(Errors.UpstreamNotFound(ParameterSetName == NameSet ? $"server {Server}, location {Location}" : string.Join("; ", _given)));
        }
    }

    private bool IsWanted(NginxUpstream upstream) => ParameterSetName == NameSet
        ? UpstreamChoice.IsChosen(upstream, [Server], [Location], [])
        : _given.Exists(given => given.Path == upstream.Path && given.LineNumber == upstream.LineNumber && given.Server == upstream.Server && given.Location == upstream.Location);

    private void Change(NginxReading reading, IReadOnlyList<NginxUpstream> chosen, UpstreamTuning wanted)
    {
        NginxEdit edit = wanted.Plan(reading, chosen);
        string more = chosen.Count > MaxNamed ? $" and {chosen.Count - MaxNamed} more" : string.Empty;
        string target = string.Join(", ", chosen.Take(MaxNamed).Select(upstream => $"{upstream.Server} {upstream.Location}")) + more;
        if (!edit.IsPossible)
        {
            WriteError(Errors.EditImpossible(target, edit.Problems));
            return;
        }

        if (edit.AlsoAffected.Count > 0 && !Force)
        {
            WriteError(Errors.SharedConfiguration(target, edit.Edits[0].Path, edit.AlsoAffected));
            return;
        }

        var builder = new GatewayChangeBuilder();
        builder.Add(reading, edit.Edits, edit.Changes);
        if (builder.IsEmpty)
        {
            SayUnchanged($"{target}: everything is as wanted already; nothing was changed.");
        }

        MakeChange(target, "Set directives", builder);
    }
}
