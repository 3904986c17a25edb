using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Sets directives of a php-fpm pool in its file: only the lines that must change, checked by php-fpm, undone as a whole when anything fails.</summary>
[Cmdlet(VerbsCommon.Set, "FpmPoolTuning", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Set-FpmPoolTuning.md")]
[OutputType(typeof(GatewayChange))]
public sealed class SetFpmPoolTuningCommand : ChangeCommandBase
{
    private readonly List<PoolTuningRequest> _wanted = [];
    private PipedRoot? _root;

    /// <summary>The pool.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string Pool { get; set; } = string.Empty;

    /// <summary>The file of the pool, or the main file of its php-fpm, where several pools have the name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PoolFileCompleter))]
    public string? ConfigurationPath { get; set; }

    /// <summary>pm: how the pool decides how many workers it has.</summary>
    [Parameter]
    [ValidateSet("static", "dynamic", "ondemand")]
    public string? ProcessManager { get; set; }

    /// <summary>pm.max_children: the most workers.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxChildren { get; set; }

    /// <summary>pm.start_servers: workers at the start.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? StartServers { get; set; }

    /// <summary>pm.min_spare_servers: the least idle workers.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinSpareServers { get; set; }

    /// <summary>pm.max_spare_servers: the most idle workers.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxSpareServers { get; set; }

    /// <summary>pm.max_spawn_rate: the most workers started at once.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxSpawnRate { get; set; }

    /// <summary>pm.max_requests: requests after which a worker is replaced; 0 for never.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxRequests { get; set; }

    /// <summary>pm.process_idle_timeout: when an idle worker ends, with pm = ondemand.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? ProcessIdleTimeout { get; set; }

    /// <summary>request_terminate_timeout: when a request is ended; 0 for never.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RequestTerminateTimeout { get; set; }

    /// <summary>request_slowlog_timeout: when a request is written to the slow log; 0 for never.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RequestSlowlogTimeout { get; set; }

    /// <summary>process_control_timeout of the [global] section: how long a reload waits for running requests.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? ProcessControlTimeout { get; set; }

    /// <summary>listen.backlog: the length of the accept queue.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int? ListenBacklog { get; set; }

    /// <summary>listen.owner: the owner of the unix socket.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? ListenOwner { get; set; }

    /// <summary>listen.group: the group of the unix socket.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string? ListenGroup { get; set; }

    /// <summary>listen.mode: the mode of the unix socket, octal.</summary>
    [Parameter]
    [ValidatePattern("^0?[0-7]{3}$")]
    public string? ListenMode { get; set; }

    /// <summary>listen.allowed_clients: the addresses that may connect over TCP.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ListenAllowedClients { get; set; }

    /// <summary>Any directives by their names in php-fpm, <c>@{ 'php_admin_value[memory_limit]' = '256M' }</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(DirectiveCompleter))]
    public IDictionary Directive { get; set; } = new Hashtable();

    /// <summary>Directives that are taken away: their lines become comments, and what is built in holds.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DirectiveCompleter))]
    public string[] Reset { get; set; } = [];

    /// <summary>A measurement of the pool from Measure-FpmMemory: its recommended numbers are set, unless a parameter gives another.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public FpmMemoryMeasurement? Measurement { get; set; }

    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server. Nothing there is run, and nothing is checked by the programs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <summary>What was piped, to see where it was read.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (_root ??= new PipedRoot(this)).Add(Measurement ?? (object?)InputObject);
        _wanted.Add(new PoolTuningRequest(Pool, ConfigurationPath, Measurement));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Dictionary<string, string?> values = Values();
        bool isMeasured = _wanted.Exists(one => one.Measurement is not null) || (MyInvocation.ExpectingInput && _wanted.Count == 0);
        if (values.Count == 0 && ProcessControlTimeout is null && !isMeasured)
        {
            ThrowTerminatingError(Errors.NothingToChange(MyInvocation.MyCommand.Name, "-MaxChildren 20"));
        }

        if (_wanted.Count > 0)
        {
            GatewayTarget target = GatewayTargets.Resolve(this, RootPath, nginxConfigPath: null, FpmConfigPath);
            _root!.Require(target);
            new PoolTuning(this, target).Run(
                _wanted, values, ProcessControlTimeout is { } patience ? Seconds(patience) : null);
        }
    }

    private Dictionary<string, string?> Values()
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Directive)
        {
            values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = DirectiveText.Of(entry.Value);
        }

        foreach (string name in Reset)
        {
            values[name] = null;
        }

        (string Name, string? Value)[] typed =
        [
            ("pm", ProcessManager), ("pm.max_children", Text(MaxChildren)), ("pm.start_servers", Text(StartServers)),
            ("pm.min_spare_servers", Text(MinSpareServers)), ("pm.max_spare_servers", Text(MaxSpareServers)), ("pm.max_spawn_rate", Text(MaxSpawnRate)),
            ("pm.max_requests", Text(MaxRequests)), ("pm.process_idle_timeout", Seconds(ProcessIdleTimeout)),
            ("request_terminate_timeout", Seconds(RequestTerminateTimeout)), ("request_slowlog_timeout", Seconds(RequestSlowlogTimeout)),
            ("listen.backlog", Text(ListenBacklog)), ("listen.owner", ListenOwner), ("listen.group", ListenGroup), ("listen.mode", ListenMode),
            ("listen.allowed_clients", ListenAllowedClients is null ? null : string.Join(',', ListenAllowedClients)),
        ];
        foreach ((string name, string? value) in typed.Where(item => item.Value is not null))
        {
            values[name] = value;
        }

        return values;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    // php-fpm knows whole seconds only; less than one would be none.
    private static string? Seconds(TimeSpan? time) => time is { } span ? ((long)Math.Ceiling(span.TotalSeconds)).ToString(CultureInfo.InvariantCulture) + "s" : null;
}
