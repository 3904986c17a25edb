namespace Nginx502;

/// <summary>One request to a site, as a visitor would make it. Its texts are safe to show.</summary>
public sealed record SiteProbe
{
    /// <summary>What was asked for, without its query.</summary>
    public string Uri { get; init; } = string.Empty;

    /// <summary>The address that was connected to: a listener of this nginx, or what the public name led to.</summary>
    public string? Address { get; init; }

    /// <summary>True when the public name was followed; false when this machine's own nginx was asked.</summary>
    public bool IsViaDns { get; init; }

    /// <summary>The status of the answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no answer; null when there was one.</summary>
    public string? Problem { get; init; }

    /// <summary>The headers that tell who answered: <c>Server</c>, <c>Via</c>, <c>CF-RAY</c> and their like.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>When it was sent, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What nginx's error log said of this request.</summary>
    public LogExcerpt[] Errors { get; init; } = [];

    /// <summary>The FastCGI endpoint that these lines name; null when they name none.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>The symptom that the last of these lines shows; null when there is none.</summary>
    public Symptom? Symptom { get; init; }

    /// <summary>The site and what it answered.</summary>
    public override string ToString() => $"{Uri} {(Status is { } status ? status : Problem)}";
}
