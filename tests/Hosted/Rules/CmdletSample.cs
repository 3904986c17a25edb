using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>What a cmdlet is tried with in the rules that hold for all: a subject that gives it at least one object.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Subject">The path of what it looks at: <c>$args[0]</c> of <see cref="Call"/>.</param>
public abstract record CmdletSample(string Cmdlet, string Subject)
{
    /// <summary>A terminal command, a C1 control, a bidirectional override and DEL.</summary>
    protected const string Evil = "\u001b]0;owned\u0007\u009b31m\u202e\u007f";

    /// <summary>A sample for every cmdlet of the module; a new cmdlet adds its own.</summary>
    public static IReadOnlyList<CmdletSample> All { get; } =
    [
        .. LogSample.Logs,
        .. TreeSample.Trees,
        .. ChangeSample.Changes,
        .. LiveSample.Lives,
        .. SocketSample.Sockets,
        .. NameSample.Samples,
        PermissionSample.Repair,
        .. FirewallSample.Firewalls,
        .. MachineSample.Machines,
        LoadSample.Instance,
        IntegrationSample.Instance,
        MemorySample.Instance,
        TimelineSample.Instance,
        ChecklistSample.Instance,
        .. SnapshotSample.Samples,
        .. MonitorSample.Samples,
        .. RecoverySample.Recoveries,
        MetricSample.Instance,
    ];

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(sample => sample.Cmdlet)];

    /// <summary>The path of what it looks at; where that is changed, another one each time.</summary>
    public virtual string Subject { get; } = Subject;

    /// <summary>The call that gives objects.</summary>
    public abstract string Call { get; }

    /// <summary>True when its view is a table and not a text.</summary>
    public virtual bool IsTable => true;

    /// <summary>The properties that its objects keep on a journey through remoting; null for all.</summary>
    public virtual IReadOnlyList<string>? Travelling => null;

    /// <summary>The cmdlet with what it must have, and no subject.</summary>
    public virtual string Alone => Cmdlet;

    /// <summary>Calls that fail and repeat what was given, each with its argument.</summary>
    public abstract IReadOnlyList<(string Call, string Argument)> HostileMistakes { get; }

    /// <summary>Makes a subject whose every name and value that strangers choose holds control characters; gives its path.</summary>
    public abstract string MakeHostile(TemporaryFolder folder);

    /// <summary>The sample of a cmdlet.</summary>
    public static CmdletSample Of(string cmdlet) => All.Single(sample => sample.Cmdlet == cmdlet);
}
