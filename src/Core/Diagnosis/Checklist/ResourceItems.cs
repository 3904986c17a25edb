namespace Nginx502.Diagnosis;

/// <summary>Items of resources: each that is short by itself, those of which there is enough together.</summary>
internal static class ResourceItems
{
    private const string Collector = "what can run out";

    /// <summary>The items of some kinds of resource.</summary>
    /// <param name="context">What was seen.</param>
    /// <param name="check">The check.</param>
    /// <param name="what">What they are, for people: <c>memory</c>.</param>
    /// <param name="kinds">The kinds.</param>
    public static IEnumerable<ChecklistItem> Of(ChecklistContext context, IChecklistCheck check, string what, params GatewayResourceKind[] kinds)
    {
        GatewayResource[] all = [.. context.Judged.Resources.Where(resource => kinds.Contains(resource.Resource))];
        if (all.Length == 0)
        {
            yield return context.Snapshot.Resources is null
                ? context.NotSeen(check, what, what, context.GapOf(Collector) ?? new NotSeen(what, "it was not looked at", "Run it on the machine itself."))
                : context.Item(check, ChecklistStatus.Skipped, what, "There is nothing of the kind here, or the kernel does not tell.", what);
            yield break;
        }

        foreach (GatewayResource one in Short(all))
        {
            yield return ItemOf(context, check, one);
        }

        if (all.FirstOrDefault(resource => resource.State == GatewayResourceState.NotSeen) is { } unseen)
        {
            string[] subjects = [.. all.Where(resource => resource.State == GatewayResourceState.NotSeen).Select(resource => resource.Subject)];
            yield return context.Item(
                check, ChecklistStatus.NotSeen, ChecklistText.Few(subjects), unseen.Explanation, $"{what} of {ChecklistText.Few(subjects)}", new Remedy("Run it as root: others see what is their own only."));
        }

        GatewayResource[] enough = [.. all.Where(resource => resource.State is GatewayResourceState.Fine or GatewayResourceState.Note)];
        if (enough.Length > 0)
        {
            // What is worth knowing stands for all, else the one with least left.
            GatewayResource least = enough.OrderByDescending(resource => resource.State).ThenByDescending(resource => resource.Share ?? 0).First();
            string subject = enough.Select(resource => resource.Subject).Distinct(StringComparer.Ordinal).Count() == 1 ? least.Subject : CountText.Of(enough.Length, "place");
            yield return context.Item(
                check, ChecklistStatus.Passed, subject,
                enough.Length == 1 ? least.Explanation : $"Enough. {(least.State == GatewayResourceState.Note ? "Worth knowing" : "Least left")}, {least.Resource} of {least.Subject}: {least.Explanation}",
                ChecklistText.Few(enough.Select(resource => $"{resource.Resource} of {resource.Subject}")));
        }
    }

    /// <summary>Those of some kinds that are short, and nothing of the others.</summary>
    public static IEnumerable<ChecklistItem> Short(ChecklistContext context, IChecklistCheck check, params GatewayResourceKind[] kinds) =>
        Short(context.Judged.Resources.Where(resource => kinds.Contains(resource.Resource))).Select(resource => ItemOf(context, check, resource));

    private static IEnumerable<GatewayResource> Short(IEnumerable<GatewayResource> resources) => resources.Where(resource => resource.IsShort);

    private static ChecklistItem ItemOf(ChecklistContext context, IChecklistCheck check, GatewayResource resource) => context.Item(
        check,
        resource.State == GatewayResourceState.Exhausted ? ChecklistStatus.Failed : ChecklistStatus.Warning,
        resource.Subject,
        resource.Explanation,
        $"{resource.Resource} of {resource.Subject}",
        resource.Remedies);
}
