namespace Nginx502;

/// <summary>One thing that changed or happened on a machine with nginx and php-fpm. Its texts are safe to show; secrets are masked.</summary>
/// <param name="Time">When, Kind Local; of several, the first.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">To what: a package, a file, a unit, a program, a pool, an upstream.</param>
/// <param name="Text">What is known of it, without its time and subject.</param>
/// <param name="Source">Where that is from: a file, or a program as <c>journalctl</c>.</param>
public sealed record TimelineEvent(DateTime Time, TimelineEventKind Kind, string Subject, string Text, string Source)
{
    /// <summary>The last of several, or when it was over, Kind Local; null for what has no duration, or none that is known.</summary>
    public DateTime? Until { get; init; }

    /// <summary>How many; 1 for a single one.</summary>
    public long Count { get; init; } = 1;

    /// <summary>The line of <see cref="Source"/>, from 1; null when it is not known.</summary>
    public long? LineNumber { get; init; }

    /// <summary>The process that it is about; null when it is about none.</summary>
    public int? ProcessId { get; init; }

    /// <summary>False when the time is a conclusion: counted from the boot, or that of the first worker that is left.</summary>
    public bool IsTimeExact { get; init; } = true;

    /// <summary>The symptom of a burst of errors; null for everything else.</summary>
    public Symptom? Symptom { get; init; }

    /// <summary>The FastCGI endpoint of a burst of errors; null for everything else, and for upstreams that are no such.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>What a burst of errors consists of, until it is known what happened between; else none.</summary>
    internal IReadOnlyList<Inspection.BurstPart> Parts { get; init; } = [];

    /// <summary>True when a burst of errors began before the time that was asked for; it is said in its text once it is known what it consists of.</summary>
    internal bool BeganBefore { get; init; }

    /// <summary>The kind, the subject and the text.</summary>
    public override string ToString() => Text.Length == 0 ? $"{Kind} {Subject}" : $"{Kind} {Subject}: {Text}";
}
