using System.Text;

namespace Nginx502.Logs;

/// <summary>
/// Fills the status that visitors got into errors, from access logs. An error and an entry belong together by
/// <c>$connection</c> where the format has it, else by client and request line, and by time: an entry is written when its
/// request ends, which is at or after the error. Times of attempts, peers and their statuses narrow it down. A status
/// that is not certain stays null: it is never guessed. What is taken for certain is that the access logs given are all
/// that the requests were logged to, and that a request takes no longer than <see cref="Window"/>.
/// </summary>
public sealed class AccessLogJoin
{
    private readonly Dictionary<string, List<JoinedRequest>> _byRequest = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<JoinedRequest>> _byConnection = [];
    private readonly List<JoinedRequest> _requests = [];
    private readonly bool _areAllErrorsKnown;

    /// <summary>Takes the errors that are to be joined. Memory is in proportion to their number, however long the access logs are.</summary>
    /// <param name="errors">The errors; those without a time or a whole request line stay without a status.</param>
    /// <param name="areAllErrorsKnown">
    /// True when no error of the same time was left out, by a filter or otherwise: then the number of errors and of failed
    /// requests tells alike requests apart.
    /// </param>
    public AccessLogJoin(IEnumerable<NginxUpstreamError> errors, bool areAllErrorsKnown)
    {
        ArgumentNullException.ThrowIfNull(errors);
        _areAllErrorsKnown = areAllErrorsKnown;
        var known = new Dictionary<(string Request, string? Client), JoinedRequest>();
        foreach (JoinedError error in errors.Select(JoinedError.From).OfType<JoinedError>())
        {
            (string Request, string? Client) key = (error.Request, error.Error.Client);
            if (!known.TryGetValue(key, out JoinedRequest? request))
            {
                known[key] = request = new JoinedRequest();
                _requests.Add(request);
                Append(_byRequest, error.Request, request);
            }

            request.Add(error);
            if (error.Error.ConnectionId is long connection)
            {
                Append(_byConnection, connection, request);
            }

            From = From is DateTime from && from < error.Time ? from : error.Time;
            Until = Until is DateTime until && until > error.Time + Window ? until : error.Time + Window;
        }
    }

    /// <summary>How long after an error its request's entry is looked for.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Entries before this local time are of no use; null when there is nothing to join.</summary>
    public DateTime? From { get; }

    /// <summary>Entries after this local time are of no use; null when there is nothing to join.</summary>
    public DateTime? Until { get; }

    /// <summary>Takes one access entry; in any order.</summary>
    public void Add(NginxAccessEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        List<JoinedRequest>? requests = RequestOf(entry) is { } request
            ? _byRequest.GetValueOrDefault(request)
            : entry.ConnectionId is long connection ? _byConnection.GetValueOrDefault(connection) : null;
        if (requests is null || JoinCandidate.From(entry) is not { } candidate)
        {
            return;
        }

        foreach (JoinedRequest joined in requests)
        {
            joined.Offer(candidate);
        }
    }

    /// <summary>Sets <see cref="NginxUpstreamError.Status"/> of every error whose entry is certain, once all entries were taken.</summary>
    public void Complete()
    {
        foreach (JoinedRequest request in _requests)
        {
            request.Decide(_areAllErrorsKnown);
        }
    }

    // The request's first line as the error log has it, from its parts where the format has no $request.
    private static string? RequestOf(NginxAccessEntry entry)
    {
        if (entry.GetBytes("request") is { IsEmpty: false } request)
        {
            return Encoding.Latin1.GetString(request);
        }

        ReadOnlySpan<byte> method = entry.GetBytes("request_method");
        ReadOnlySpan<byte> uri = entry.GetBytes("request_uri");
        ReadOnlySpan<byte> protocol = entry.GetBytes("server_protocol");
        return method.IsEmpty || uri.IsEmpty || protocol.IsEmpty
            ? null
            : $"{Encoding.Latin1.GetString(method)} {Encoding.Latin1.GetString(uri)} {Encoding.Latin1.GetString(protocol)}";
    }

    private static void Append<TKey>(Dictionary<TKey, List<JoinedRequest>> lists, TKey key, JoinedRequest request)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<JoinedRequest>? list))
        {
            lists[key] = list = [];
        }

        if (!list.Contains(request))
        {
            list.Add(request);
        }
    }
}
