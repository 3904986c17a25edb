namespace Nginx502.Diagnosis;

/// <summary>Does each php-fpm run that visitors need?</summary>
internal sealed class FpmStatusCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Basic;

    /// <inheritdoc/>
    public string Name => "php-fpm status";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        GatewayService[] services = [.. context.Judged.Services.Where(service => service.Program == "php-fpm")];
        bool runs = Array.Exists(services, service => service.IsRunning);
        return services.Length > 0
            ? ServiceItems.Of(context, this, "php-fpm", service => (!runs && IsUsed(context)) || context.Endpoints.Any(endpoint => endpoint is { Service: { } own, Answers: false, Alignment.Count: > 0 } && own.Name == service.Name && endpoint.Servers.Length > 0))
            : [Missing(context)];
    }

    private static bool IsUsed(ChecklistContext context) => context.Upstreams.SelectMany(upstream => upstream.Endpoints).Any(endpoint => endpoint.IsUnixSocket || endpoint.Host is "127.0.0.1" or "::1" or "localhost");

    private ChecklistItem Missing(ChecklistContext context)
    {
        const string lookedAt = "the processes of php-fpm, its units, and the usual places of its configuration";
        return context.GapOf("the services") is { } gap ? context.NotSeen(this, "php-fpm", lookedAt, gap)
            : IsUsed(context) || context.Snapshot.Configuration.Nginx.Length == 0
                ? context.Item(
                    this, ChecklistStatus.Failed, "php-fpm", "No php-fpm runs here, and no configuration of one was found.", lookedAt, new Remedy("Install it; or name its main file, where it is in an unusual place: -FpmConfigPath."))
                : context.Item(
                    this, ChecklistStatus.Skipped, "php-fpm", context.Upstreams.Count == 0 ? "There is no php-fpm here, and nginx hands over to none." : "There is no php-fpm here; nginx hands over to other machines.", lookedAt);
    }
}
