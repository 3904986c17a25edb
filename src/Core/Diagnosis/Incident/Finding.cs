namespace Nginx502;

/// <summary>A cause that was found, with what speaks for it and what mends it. Texts are safe to show, commands safe to paste.</summary>
public sealed record Finding
{
    private readonly string? _title;

    /// <summary>The cause.</summary>
    public required Cause Cause { get; init; }

    /// <summary>The cause in a few words: the catalogue's, where the finding has none of its own.</summary>
    public string Title
    {
        get => _title ?? CauseCatalogue.TitleOf(Cause);
        init => _title = value;
    }

    /// <summary>Where the cause is explained: the help page and its section.</summary>
    public string Help => CauseCatalogue.HelpOf(Cause);

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure it is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why it is as sure as that, a sentence.</summary>
    public required string ConfidenceReason { get; init; }

    /// <summary>True when it hurts now; false when it did, and is over.</summary>
    public required bool IsPresent { get; init; }

    /// <summary>The status that visitors get for it: 502, 504, 500; null when they get none.</summary>
    public int? Status { get; init; }

    /// <summary>The endpoint; null when it is of none.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>The pool; null when it is of none.</summary>
    public string? Pool { get; init; }

    /// <summary>The pool's file; null when it is of none.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The virtual servers that it hurts.</summary>
    public string[] Servers { get; init; } = [];

    /// <summary>What is wrong and why, for a tired person: two sentences at most.</summary>
    public required string Explanation { get; init; }

    /// <summary>What speaks for it, the strongest first.</summary>
    public FindingEvidence[] Evidence { get; init; } = [];

    /// <summary>What mends it, in order.</summary>
    public Remedy[] Remedies { get; init; } = [];

    /// <summary>Who may do it: a recovery alone, or a person only.</summary>
    public RecoveryAuthority Authority => CauseCatalogue.AuthorityOf(Cause);

    /// <summary>How many errors of nginx it explains.</summary>
    public long ErrorCount { get; init; }

    /// <summary>The share of all errors of nginx that it explains: 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>The first of those errors, or the beginning of an outage that left none, local time; null when that is not known.</summary>
    public DateTime? First { get; init; }

    /// <summary>The last of those errors, or the end of an outage that left none, local time; null when that is not known.</summary>
    public DateTime? Last { get; init; }

    /// <summary>The symptoms that those errors show.</summary>
    public Symptom[] Symptoms { get; init; } = [];

    /// <summary>What changed shortly before it began, and probably set it off; null when nothing did.</summary>
    public TimelineEvent? Trigger { get; init; }

    /// <summary>How long before the first error that was; null when nothing did.</summary>
    public TimeSpan? TriggerLead { get; init; }

    /// <summary>What follows from it, and ends with it.</summary>
    public Finding[] Consequences { get; init; } = [];

    /// <summary>The cause and what it is about.</summary>
    public override string ToString() => $"{Cause}{(Endpoint is null ? string.Empty : $" {Endpoint}")}";
}
