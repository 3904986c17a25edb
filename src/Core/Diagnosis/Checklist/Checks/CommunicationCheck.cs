namespace Nginx502.Diagnosis;

/// <summary>Do nginx and php-fpm mean the same place, the same transport and the same protocol? An item for each endpoint, however many servers lead to it.</summary>
internal sealed class CommunicationCheck : IChecklistCheck
{
    private static readonly AlignmentMismatchKind[] Kinds =
    [
        AlignmentMismatchKind.NoPool, AlignmentMismatchKind.OtherProgram, AlignmentMismatchKind.SocketPathMismatch, AlignmentMismatchKind.PhpVersionPathMismatch,
        AlignmentMismatchKind.TransportMismatch, AlignmentMismatchKind.PortMismatch, AlignmentMismatchKind.AddressFamilyMismatch, AlignmentMismatchKind.AddressMismatch,
        AlignmentMismatchKind.ProtocolMismatch, AlignmentMismatchKind.AllowedClientsRejected, AlignmentMismatchKind.ListenConflict, AlignmentMismatchKind.ChrootedScriptPath,
    ];

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Configuration;

    /// <inheritdoc/>
    public string Name => "communication";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        IGrouping<string, AlignmentResult>[] places =
            [.. context.Judged.Alignment.Where(result => result.Server is not null).GroupBy(result => result.Endpoint?.ToString() ?? result.Upstream ?? string.Empty)];
        if (places.Length > 0)
        {
            return places.Select(place => ItemOf(context, place.Key, [.. place]));
        }

        const string lookedAt = "the upstreams of nginx's configuration";
        return
        [
            context.GapOf("where both configurations meet", "nginx") is { } gap
                ? context.NotSeen(this, "upstreams", lookedAt, gap)
                : context.Item(this, ChecklistStatus.Skipped, "upstreams", "nginx hands over to no FastCGI.", lookedAt),
        ];
    }

    private ChecklistItem ItemOf(ChecklistContext context, string place, AlignmentResult[] results)
    {
        AlignmentMismatch? worst = results.SelectMany(result => result.Mismatches).Where(mismatch => Kinds.Contains(mismatch.Kind)).MaxBy(mismatch => mismatch.Severity);
        AlignmentResult first = results.FirstOrDefault(result => result.Mismatches.Any(mismatch => ReferenceEquals(mismatch, worst))) ?? results[0];
        string servers = ChecklistText.Few(results.Select(result => result.Server).OfType<string>());
        string lookedAt = $"nginx: {servers}{(first.ConfigurationPath is { } file ? $"; php-fpm: {file}" : string.Empty)}";
        NotSeen? gap = results.SelectMany(result => result.NotSeen).FirstOrDefault();
        ChecklistItem item = (worst, first.Pool, gap) switch
        {
            (not null, _, _) => context.Item(this, ChecklistText.StatusOf(worst.Severity), place, $"{worst.Kind}: {worst.Explanation}", lookedAt, worst.Severity > Severity.Note ? worst.Remedies : []),
            (null, null, not null) => context.NotSeen(this, place, lookedAt, gap),
            (null, null, null) => context.Item(this, ChecklistStatus.Skipped, place, $"{servers} hand over to it, and no pool of this machine is known there.", lookedAt),
            _ => context.Item(this, ChecklistStatus.Passed, place, $"{servers} and pool {first.Pool} name the same {(first.Endpoint is { IsUnixSocket: true } ? "unix socket" : "TCP address")}.", lookedAt),
        };
        return item with { Endpoint = first.Endpoint, Pool = first.Pool, ConfigurationPath = first.ConfigurationPath };
    }
}
