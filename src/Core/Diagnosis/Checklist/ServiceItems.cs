using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Items of services: how each stands, as the services' own judgement has it.</summary>
internal static class ServiceItems
{
    /// <summary>The services of a program.</summary>
    /// <param name="context">What was seen.</param>
    /// <param name="check">The check.</param>
    /// <param name="program"><c>nginx</c> or <c>php-fpm</c>.</param>
    /// <param name="isNeeded">Whether visitors miss one that does not run.</param>
    public static IEnumerable<ChecklistItem> Of(ChecklistContext context, IChecklistCheck check, string program, Func<GatewayService, bool> isNeeded) =>
        context.Judged.Services.Where(service => service.Program == program).Select(service => Of(context, check, service, isNeeded(service)));

    private static ChecklistItem Of(ChecklistContext context, IChecklistCheck check, GatewayService service, bool isNeeded)
    {
        ChecklistStatus status = ChecklistText.StatusOf(service.Severity);
        if (!service.IsRunning && status != ChecklistStatus.Failed)
        {
            status = isNeeded ? ChecklistStatus.Failed : status == ChecklistStatus.Warning ? status : ChecklistStatus.Skipped;
        }

        string found = $"{StateOf(service, context.Snapshot.Time)} {service.Explanation}{(status == ChecklistStatus.Skipped ? " Nothing needs it now." : string.Empty)}".Replace("  ", " ", StringComparison.Ordinal).TrimEnd();
        return context.Item(check, status, service.Name, found, LookedAt(service), status is ChecklistStatus.Passed or ChecklistStatus.Skipped ? [] : service.Remedies.Length > 0 ? service.Remedies : [Test(service)]);
    }

    // One that no manager knows has nobody to start it.
    private static Remedy Test(GatewayService service) =>
        new("See whether its configuration is accepted; then start it as it was started before.", service.Program == "nginx" ? "Test-NginxConfiguration" : "Test-FpmConfiguration");

    private static string StateOf(GatewayService service, DateTime now)
    {
        string word = (service.State == GatewayServiceState.Failed ? service.Result : service.SubState) is { Length: > 0 } detail && !string.Equals(detail, service.State.ToString(), StringComparison.OrdinalIgnoreCase) ? $" ({detail})" : string.Empty;
        DateTime? since = service.Since ?? service.ProcessStartTime;
        string from = since is { } time ? $" since {ChecklistText.Moment(time, now)}" : string.Empty;
        return service.IsRunning
            ? string.Create(CultureInfo.InvariantCulture, $"It runs{from}: master {service.ProcessId}, {CountText.Of(service.WorkerCount, "worker")}.")
            : $"{service.State}{word}{from}.";
    }

    private static string LookedAt(GatewayService service) =>
        service.Unit is { } unit ? $"{unit} ({service.Manager.ToString().ToLowerInvariant()}), the processes of {service.Program}" : $"the processes of {service.Program}; no manager knows it";
}
