using System.Management.Automation;
using Nginx502.Completion;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that changes /etc/hosts for one name: planned, asked for, made by the transaction, and taken up by the nginx that use the name.</summary>
public abstract class HostEntryCommandBase : ChangeCommandBase
{
    /// <summary>The host name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("HostName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The main file of nginx's configuration, to tell who uses the name. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server. Nothing there is run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        GatewayTarget target = GatewayTargets.Resolve(this, RootPath, NginxConfigPath, fpmConfigPath: null);
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(target).Readings;
        HostEntryPlan plan = Plan(new HostEntries(target, HostNameUsers.Applies(nginx, [Name]), Force));
        if (plan.Refusal is { } refusal)
        {
            WriteError(Errors.HostEntryRefused(Name, refusal));
            return;
        }

        foreach (string warning in plan.Warnings)
        {
            WriteWarning(warning);
        }

        WarnIfUnaware(nginx);
        var builder = new GatewayChangeBuilder();
        builder.AddHosts(target, plan.Edit!, plan.Settings, HostNameUsers.Of(nginx, [Name]));
        if (builder.IsEmpty)
        {
            SayUnchanged($"{Name} is in /etc/hosts as wanted already; nothing was changed.");
        }

        MakeChange($"/etc/hosts{(RootPath is null ? string.Empty : $" below {RootPath}")}", Action, builder);
    }

    /// <summary>What is done, for the question.</summary>
    private protected abstract string Action { get; }

    /// <summary>Plans it.</summary>
    private protected abstract HostEntryPlan Plan(HostEntries entries);

    private void WarnIfUnaware(IReadOnlyList<NginxReading> nginx)
    {
        if (HostNameUsers.Unaware(nginx, Name) is { Count: > 0 } uses)
        {
            WriteWarning($"nginx asks its own resolver for {Name} in {uses[0]}{(uses.Count > 1 ? $" and {uses.Count - 1} more" : string.Empty)}, which does not read /etc/hosts: there nothing changes.");
        }
    }
}
