using Nginx502.Logs;

namespace Nginx502;

/// <summary>
/// Counts upstream errors by some of their properties, without keeping them. One thread at a time; several meters of the
/// same kind can be merged.
/// </summary>
public sealed class NginxUpstreamErrorMeter
{
    // Empty buckets make charts comparable; over all groups there are no more of them than this. Visitors choose hosts and
    // URIs, and with them how many groups there are.
    private const long MaxEmptyBuckets = 100_000;

    private readonly NginxUpstreamErrorProperty[] _properties;
    private readonly TimeSpan? _interval;
    private readonly ErrorGroupTable _groups = new();
    private readonly byte[] _key = new byte[RecordLimits.MaxRecordBytes * 2];
    private readonly byte[] _timeText = new byte[19];
    private LogSource? _timeSource;
    private long? _localTicks;

    /// <summary>A meter.</summary>
    /// <param name="by">The properties that tell groups apart; none counts everything together.</param>
    /// <param name="interval">The width of the time buckets; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not longer than zero.</exception>
    public NginxUpstreamErrorMeter(IEnumerable<NginxUpstreamErrorProperty> by, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(interval));
        _properties = by.Distinct().ToArray();
        _interval = interval;
    }

    /// <summary>Counts an error.</summary>
    public void Add(NginxUpstreamError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Add(error.Record, error.Fields, error.Symptom, error.Source);
    }

    /// <summary>Adds what another meter of the same properties and interval counted.</summary>
    public void Merge(NginxUpstreamErrorMeter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (ErrorGroup group in other._groups.Groups)
        {
            _groups.GetOrAdd(group.Key).Merge(group);
        }
    }

    /// <summary>The groups, those with the most errors first.</summary>
    public IReadOnlyList<NginxUpstreamErrorSummary> Summarize()
    {
        // Keys are bytes; what is the same to a reader (no endpoint, whatever the upstream) is one group.
        var groups = new Dictionary<string, (Dictionary<NginxUpstreamErrorProperty, object?> Values, ErrorGroup Total)>(StringComparer.Ordinal);
        foreach (ErrorGroup group in _groups.Groups)
        {
            Dictionary<NginxUpstreamErrorProperty, object?> values = ReadKey(group.Key);
            string name = string.Join('\n', values.Values.Select(NameOf));
            if (!groups.TryGetValue(name, out (Dictionary<NginxUpstreamErrorProperty, object?> Values, ErrorGroup Total) known))
            {
                groups[name] = known = (values, new ErrorGroup([]));
            }

            known.Total.Merge(group);
        }

        long all = groups.Values.Sum(group => group.Total.Count);
        long? firstBucket = groups.Values.Min(group => group.Total.FirstBucket);
        long? lastBucket = groups.Values.Max(group => group.Total.LastBucket);
        bool hasEmptyBuckets = (lastBucket - firstBucket + 1) * groups.Count <= MaxEmptyBuckets;
        return groups.Values
            .OrderByDescending(group => group.Total.Count)
            .ThenByDescending(group => group.Total.Last)
            .Select(group => new NginxUpstreamErrorSummary(
                group.Values, group.Total.Count, (double)group.Total.Count / all, group.Total.First, group.Total.Last, Buckets(group.Total, hasEmptyBuckets, firstBucket, lastBucket)))
            .ToList();
    }

    internal void Add(ReadOnlySpan<byte> record, in ErrorLogFields fields, Symptom symptom, LogSource source)
    {
        ErrorGroup group = _groups.GetOrAdd(_key.AsSpan(0, WriteKey(record, fields, symptom)));
        long? ticks = ReadLocalTicks(record, source);
        group.Add(ticks, _interval is TimeSpan interval ? ticks / interval.Ticks : null);
    }

    // Most lines have the same second as the one before, in the same log.
    private long? ReadLocalTicks(ReadOnlySpan<byte> record, LogSource source)
    {
        ReadOnlySpan<byte> text = record[..Math.Min(record.Length, _timeText.Length)];
        if (!text.SequenceEqual(_timeText) || !ReferenceEquals(source, _timeSource))
        {
            text.CopyTo(_timeText);
            _timeSource = source;
            _localTicks = ErrorLogHead.TryReadTime(record, out DateTime written) ? source.Clock.ToLocal(written).Ticks : null;
        }

        return _localTicks;
    }

    private int WriteKey(ReadOnlySpan<byte> record, in ErrorLogFields fields, Symptom symptom)
    {
        int length = 0;
        foreach (NginxUpstreamErrorProperty property in _properties)
        {
            if (property == NginxUpstreamErrorProperty.Symptom)
            {
                _key[length++] = (byte)symptom;
                continue;
            }

            // The length in front keeps values apart whatever bytes they hold.
            ReadOnlySpan<byte> value = ValueOf(property, record, fields);
            _key[length++] = (byte)value.Length;
            _key[length++] = (byte)(value.Length >> 8);
            value.CopyTo(_key.AsSpan(length));
            length += value.Length;
        }

        return length;
    }

    private static ReadOnlySpan<byte> ValueOf(NginxUpstreamErrorProperty property, ReadOnlySpan<byte> record, in ErrorLogFields fields) => property switch
    {
        NginxUpstreamErrorProperty.Server => fields.Server.Of(record),
        NginxUpstreamErrorProperty.Host => HostOf(record, fields),
        NginxUpstreamErrorProperty.Client => fields.Client.Of(record),
        NginxUpstreamErrorProperty.RequestUri => PathOf(fields.Request.Of(record)),
        _ => fields.Upstream.Of(record),
    };

    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> record, in ErrorLogFields fields)
    {
        ErrorLogKeys.FindHostAndReferrer(record, fields, out ByteRange host, out _);
        return host.Of(record);
    }

    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> request)
    {
        ErrorLogKeys.TrySplitRequest(request, out _, out ReadOnlySpan<byte> uri);
        int query = uri.IndexOf((byte)'?');
        return query < 0 ? uri : uri[..query];
    }

    private Dictionary<NginxUpstreamErrorProperty, object?> ReadKey(ReadOnlySpan<byte> key)
    {
        var values = new Dictionary<NginxUpstreamErrorProperty, object?>();
        foreach (NginxUpstreamErrorProperty property in _properties)
        {
            if (property == NginxUpstreamErrorProperty.Symptom)
            {
                values[property] = (Symptom)key[0];
                key = key[1..];
                continue;
            }

            int length = key[0] | (key[1] << 8);
            string text = SafeText.Decode(key.Slice(2, length));
            key = key[(2 + length)..];
            values[property] = property == NginxUpstreamErrorProperty.Endpoint
                ? text.StartsWith("fastcgi://", StringComparison.Ordinal) && FpmEndpoint.TryParse(text, out FpmEndpoint? endpoint) ? endpoint : null
                : text.Length == 0 ? null : text;
        }

        return values;
    }

    // Endpoints are the same whatever the case of their host is.
    private static object? NameOf(object? value) =>
        value is FpmEndpoint { IsUnixSocket: false } endpoint ? endpoint.ToString().ToLowerInvariant() : value;

    private IReadOnlyList<TimeBucket> Buckets(ErrorGroup group, bool withEmpty, long? first, long? last)
    {
        if (_interval is not TimeSpan interval || first is not long from || last is not long to)
        {
            return [];
        }

        IEnumerable<long> numbers = withEmpty
            ? Enumerable.Range(0, (int)(to - from + 1)).Select(index => from + index)
            : group.BucketNumbers.Order();
        return numbers
            .Select(number => new TimeBucket(new DateTime(number * interval.Ticks, DateTimeKind.Local), group.CountIn(number)))
            .ToList();
    }
}
