namespace Nginx502;

/// <summary>How many upstream errors have the same values of the properties that they were counted by.</summary>
public sealed class NginxUpstreamErrorSummary
{
    private readonly IReadOnlyDictionary<NginxUpstreamErrorProperty, object?> _values;

    internal NginxUpstreamErrorSummary(
        IReadOnlyDictionary<NginxUpstreamErrorProperty, object?> values, long count, double share, DateTime? first, DateTime? last, IReadOnlyList<TimeBucket> buckets)
    {
        _values = values;
        Group = values.ToDictionary(value => value.Key.ToString(), value => value.Value);
        Count = count;
        Share = share;
        First = first;
        Last = last;
        Buckets = [.. buckets];
    }

    /// <summary>The values that the errors share, by the name of the property, in the order that was asked for.</summary>
    public IReadOnlyDictionary<string, object?> Group { get; }

    /// <summary>The symptom; null when not counted by it.</summary>
    public Symptom? Symptom => Value(NginxUpstreamErrorProperty.Symptom) as Symptom?;

    /// <summary>The upstream; null when not counted by it, or when the lines name none.</summary>
    public string? Upstream => Value(NginxUpstreamErrorProperty.Upstream) as string;

    /// <summary>The FastCGI endpoint; null when not counted by it, or when the upstream is none.</summary>
    public FpmEndpoint? Endpoint => Value(NginxUpstreamErrorProperty.Endpoint) as FpmEndpoint;

    /// <summary>The virtual server; null when not counted by it, or when it has no name.</summary>
    public string? Server => Value(NginxUpstreamErrorProperty.Server) as string;

    /// <summary>The Host; null when not counted by it, or when the visitors sent none.</summary>
    public string? Host => Value(NginxUpstreamErrorProperty.Host) as string;

    /// <summary>The visitor's address; null when not counted by it.</summary>
    public string? Client => Value(NginxUpstreamErrorProperty.Client) as string;

    /// <summary>The request's path without query string; null when not counted by it.</summary>
    public string? RequestUri => Value(NginxUpstreamErrorProperty.RequestUri) as string;

    /// <summary>How many errors.</summary>
    public long Count { get; }

    /// <summary>Their part of all errors that were counted, from 0 to 1.</summary>
    public double Share { get; }

    /// <summary>The time of the earliest; local. Null when none had a time.</summary>
    public DateTime? First { get; }

    /// <summary>The time of the latest; local. Null when none had a time.</summary>
    public DateTime? Last { get; }

    /// <summary>
    /// Their number by time, in order; empty when no interval was asked for. All groups have the same buckets, those without an
    /// error too, unless that would be very many: then each group has only its own.
    /// </summary>
    public TimeBucket[] Buckets { get; }

    /// <summary>The count and the values.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Count} {string.Join(' ', _values.Values)}").TrimEnd();

    private object? Value(NginxUpstreamErrorProperty property) => _values.GetValueOrDefault(property);
}
