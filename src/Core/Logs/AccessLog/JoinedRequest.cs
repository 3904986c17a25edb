namespace Nginx502.Logs;

/// <summary>
/// The errors of one request line from one client, and the access entries that any of them may belong to. One request may
/// have met several errors, and the same line may have been requested several times at once.
/// </summary>
internal sealed class JoinedRequest
{
    // Alike requests beyond these are not told apart one by one: memory and time stay in proportion to the errors.
    private const int CandidatesPerError = 16;
    private const int MoreCandidates = 1024;
    private const int MaxCompared = 4096;
    private const int MaxMatched = 64;

    // Errors this near in time may have their entries in each other's seconds.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly List<JoinedError> _errors = [];
    private readonly List<JoinCandidate> _candidates = [];
    private int[] _sameUntil = [];
    private bool _areErrorsSorted;

    private bool HasTooMany => _candidates.Count > (CandidatesPerError * _errors.Count) + MoreCandidates;

    /// <summary>Takes an error; before the first entry is offered.</summary>
    public void Add(JoinedError error) => _errors.Add(error);

    /// <summary>Keeps an entry when it can belong to any of the errors.</summary>
    public void Offer(JoinCandidate candidate)
    {
        if (!_areErrorsSorted)
        {
            _errors.Sort((left, right) => left.Time.CompareTo(right.Time));
            _areErrorsSorted = true;
        }

        int first = Lowest(_errors.Count, index => _errors[index].Time >= candidate.End - AccessLogJoin.Window);
        int end = Lowest(_errors.Count, index => _errors[index].Time > candidate.End);
        bool mayFit = end - first > MaxMatched || _errors.GetRange(first, end - first).Exists(candidate.Fits);
        if (mayFit && !HasTooMany)
        {
            _candidates.Add(candidate);
        }
    }

    /// <summary>Gives each error the status that its visitor got, where that is certain.</summary>
    /// <param name="areAllErrorsKnown">True when no error of these requests was filtered out.</param>
    public void Decide(bool areAllErrorsKnown)
    {
        if (HasTooMany || _candidates.Count == 0)
        {
            return;
        }

        _candidates.Sort((left, right) => left.End.CompareTo(right.End));
        FindRuns();
        for (int start = 0, end; start < _errors.Count; start = end)
        {
            end = start + 1;
            while (end < _errors.Count && _errors[end].Time <= _errors[end - 1].Time + Gap)
            {
                end++;
            }

            List<JoinedError> near = _errors.GetRange(start, end - start);
            bool isEven = areAllErrorsKnown && HasAnEntryEach(near);
            foreach (JoinedError error in near)
            {
                error.Error.Status = Agreed(error)
                    ?? (areAllErrorsKnown && near.Count <= MaxMatched ? ByAttempts(error, near) : null)
                    ?? (isEven ? ByNumber(error) : null);
            }
        }
    }

    // For each entry the index of the next one with another status.
    private void FindRuns()
    {
        _sameUntil = new int[_candidates.Count];
        for (int index = _candidates.Count - 1; index >= 0; index--)
        {
            bool isSame = index + 1 < _candidates.Count && _candidates[index + 1].Status == _candidates[index].Status;
            _sameUntil[index] = isSame ? _sameUntil[index + 1] : index + 1;
        }
    }

    // The first index for which something is true that stays true from there on.
    private static int Lowest(int count, Func<int, bool> isReached)
    {
        int low = 0;
        int high = count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isReached(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // All that the error can belong to had the same answer, and one of them is more than a later request of the same line.
    private int? Agreed(JoinedError error)
    {
        // In an outage all answers are alike, and thousands of them need no comparing.
        (int first, int end) = Around(error);
        if (first < end && _sameUntil[first] >= end)
        {
            return CandidatesOf(error).Take(MaxMatched).Any(candidate => candidate.IsEvidenceFor(error)) ? _candidates[first].Status : null;
        }

        if (end - first > MaxCompared)
        {
            return null;
        }

        int? status = null;
        bool isFound = false;
        foreach (JoinCandidate candidate in CandidatesOf(error))
        {
            if (status is not null && status != candidate.Status)
            {
                return null;
            }

            status = candidate.Status;
            isFound |= candidate.IsEvidenceFor(error);
        }

        return isFound ? status : null;
    }

    private (int First, int End) Around(JoinedError error) => (
        Lowest(_candidates.Count, index => _candidates[index].End >= error.Time),
        Lowest(_candidates.Count, index => _candidates[index].End > error.Time + AccessLogJoin.Window));

    private IEnumerable<JoinCandidate> CandidatesOf(JoinedError error)
    {
        DateTime? firstOnConnection = null;
        (int first, int end) = Around(error);
        for (int index = first; index < end; index++)
        {
            JoinCandidate candidate = _candidates[index];
            if (candidate.End > firstOnConnection)
            {
                yield break;
            }

            if (candidate.Fits(error))
            {
                // On a connection of HTTP/1 one request ends before the next begins: the first to end is the one that was served.
                firstOnConnection ??= candidate.ConnectionId is not null && error.IsAloneOnConnection ? candidate.End : null;
                yield return candidate;
            }
        }
    }

    // The failures of one connection, in their order, are those that one entry lists: [a, b] is "502, 502" and not "502, 200".
    private int? ByAttempts(JoinedError error, List<JoinedError> near)
    {
        (int first, int end) = Around(error);
        if (end - first > MaxCompared)
        {
            return null;
        }

        string[] failures = FailuresWith(error, near);
        JoinCandidate[] exact = CandidatesOf(error)
            .Where(candidate => candidate.Attempts is { } attempts
                && attempts.All(attempt => attempt.HasStatus && attempt.Peer is not null)
                && attempts.Where(attempt => attempt.CanHaveFailed).Select(attempt => attempt.Peer!).SequenceEqual(failures, StringComparer.Ordinal))
            .Take(MaxMatched)
            .ToArray();
        int rivals = near
            .DistinctBy(other => (other.Error.ProcessId, other.Error.ConnectionId))
            .Count(other => FailuresWith(other, near).SequenceEqual(failures, StringComparer.Ordinal));
        return exact.Length >= rivals && Array.TrueForAll(exact, candidate => candidate.Status == exact[0].Status) ? exact[0].Status : null;
    }

    private static string[] FailuresWith(JoinedError error, List<JoinedError> near) => near
        .Where(other => other.Error.ProcessId == error.Error.ProcessId && other.Error.ConnectionId == error.Error.ConnectionId)
        .Select(other => other.Peer ?? string.Empty)
        .ToArray();

    // nginx writes an error for every 502 and 504 that it makes, and the entry at once after the last. Where there are as
    // many errors as such entries, none is left for a request that was answered otherwise after all.
    private bool HasAnEntryEach(List<JoinedError> near)
    {
        if (!near.TrueForAll(error => error.Error.AttemptStatus is 502 or 504))
        {
            return false;
        }

        int first = Lowest(_candidates.Count, index => _candidates[index].End >= near[0].Time);
        int end = Lowest(_candidates.Count, index => _candidates[index].End > near[^1].Time.AddSeconds(1));
        List<JoinCandidate> entries = _candidates.GetRange(first, end - first);
        return entries.Count(entry => entry.Status == 502) == near.Count(error => error.Error.AttemptStatus == 502)
            && entries.Count(entry => entry.Status == 504) == near.Count(error => error.Error.AttemptStatus == 504);
    }

    private int? ByNumber(JoinedError error) =>
        CandidatesOf(error).TakeWhile(candidate => candidate.IsImmediateFor(error)).Any(candidate => candidate.Status == error.Error.AttemptStatus)
            ? error.Error.AttemptStatus
            : null;
}
