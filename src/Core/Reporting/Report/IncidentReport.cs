namespace Nginx502;

/// <summary>What a report tells: everything that is known of one incident. A plain record; what is not known is empty.</summary>
public sealed record IncidentReport
{
    /// <summary>What is wrong, or was.</summary>
    public required GatewayDiagnosis Diagnosis { get; init; }

    /// <summary>What the diagnosis was made from; null where it came without.</summary>
    public GatewaySnapshot? Snapshot { get; init; }

    /// <summary>The checklist.</summary>
    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>The memory of the pools.</summary>
    public IReadOnlyList<FpmMemoryMeasurement> Memory { get; init; } = [];

    /// <summary>What loads on its sites and pools showed.</summary>
    public IReadOnlyList<GatewayLoadResult> Loads { get; init; } = [];

    /// <summary>Recoveries that belong to it, as they ended.</summary>
    public IReadOnlyList<RecoveryResult> Recoveries { get; init; } = [];

    /// <summary>Recoveries of the same time, as their journal tells.</summary>
    public IReadOnlyList<RecordedRun> Runs { get; init; } = [];

    /// <summary>What this module changed in that time.</summary>
    public IReadOnlyList<GatewayChange> Changes { get; init; } = [];

    /// <summary>A report of a diagnosis, with what follows from its snapshot.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    public static IncidentReport Of(GatewayDiagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        GatewaySnapshot? snapshot = diagnosis.GetSnapshot();
        return new IncidentReport
        {
            Diagnosis = diagnosis,
            Snapshot = snapshot,
            Checklist = snapshot is null ? [] : Nginx502.Checklist.Examine(new ChecklistFacts { Snapshot = snapshot }),
            Memory = snapshot?.Memory is { } memory ? FpmMemoryMeter.Measure(memory, snapshot.Configuration.Pools) : [],
        };
    }

    /// <summary>The same with what the journals of this machine have of that time. Never throws for what it meets.</summary>
    public IncidentReport WithJournals()
    {
        DateTime since = Snapshot?.Since ?? Diagnosis.Time - TimelineOptions.DefaultSpan;
        return this with
        {
            Runs = [.. new GatewayRecovery().Read().Runs.Where(run => run.Time >= since && run.Outcome is not RecoveryOutcome.Healthy)],
            Changes = [.. new ChangeJournal().Read().Changes.Where(change => change.Time >= since && change.RootPath == Snapshot?.RootPath)],
        };
    }
}
