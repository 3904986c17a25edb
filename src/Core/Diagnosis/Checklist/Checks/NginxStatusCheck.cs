namespace Nginx502.Diagnosis;

/// <summary>Does nginx run?</summary>
internal sealed class NginxStatusCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Basic;

    /// <inheritdoc/>
    public string Name => "nginx status";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        GatewayService[] services = [.. context.Judged.Services.Where(service => service.Program == "nginx")];
        return services.Length > 0
            ? ServiceItems.Of(context, this, "nginx", _ => !Array.Exists(services, service => service.IsRunning))
            : [Missing(context)];
    }

    private ChecklistItem Missing(ChecklistContext context)
    {
        const string lookedAt = "the processes of nginx, its units, and the usual places of its configuration";
        return context.GapOf("the services") is { } gap ? context.NotSeen(this, "nginx", lookedAt, gap)
            : context.Snapshot.Configuration.Pools.Length > 0
                ? context.Item(this, ChecklistStatus.Skipped, "nginx", "There is no nginx here, and php-fpm is: it serves an nginx elsewhere.", lookedAt)
                : context.Item(
                    this, ChecklistStatus.Failed, "nginx", "No nginx runs here, and no configuration of one was found.", lookedAt, new Remedy("Install it; or name its main file, where it is in an unusual place: -NginxConfigPath."));
    }
}
