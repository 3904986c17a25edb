namespace Nginx502.Diagnosis;

/// <summary>Do the host names of upstreams lead somewhere, and do all sources agree?</summary>
internal sealed class NameCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Network;

    /// <inheritdoc/>
    public string Name => "DNS";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        const string lookedAt = "the host names of upstreams";
        return context.Judged.Names.Count > 0 ? context.Judged.Names.Select(name => ItemOf(context, name))
            : context.GapOf("the names of upstreams") is { } gap ? [context.NotSeen(this, "names", lookedAt, gap)]
            : [context.Item(this, ChecklistStatus.Skipped, "names", "No upstream names a host: unix sockets and addresses are resolved by nobody.", lookedAt)];
    }

    private ChecklistItem ItemOf(ChecklistContext context, NginxUpstreamResolution name)
    {
        string lookedAt = $"{ChecklistText.Few(name.Answers.Select(answer => answer.Source.ToString()))}{(name.Resolver is { } resolver ? $"; {resolver}" : string.Empty)}";
        NameProblem? worst = name.Problems.FirstOrDefault();
        string leads = name.LikelyAddresses.Length > 0 ? $"It leads to {ChecklistText.Few(name.LikelyAddresses)}{(name.Agrees == true ? ", as all sources say" : string.Empty)}." : "It leads nowhere.";
        ChecklistItem item = worst is { Severity: > Severity.Note }
            ? context.Item(this, ChecklistText.StatusOf(worst.Severity), name.Name, worst.Explanation, lookedAt, worst.Remedies)
            : name.IsResolved is null && name.NotSeen.Length > 0 ? context.NotSeen(this, name.Name, lookedAt, name.NotSeen[0])
            : context.Item(this, ChecklistStatus.Passed, name.Name, worst is null ? leads : $"{leads} {worst.Explanation}", lookedAt);
        return item with { Endpoint = name.Endpoint };
    }
}
