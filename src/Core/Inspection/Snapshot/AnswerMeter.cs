namespace Nginx502.Inspection;

/// <summary>Counts what visitors got, by site and status, in the order of the log.</summary>
/// <param name="watched">Addresses that the error log names.</param>
/// <param name="servers">The virtual servers that write the log: where a line does not name its site, a good answer may be of any of them.</param>
/// <param name="errors">What the error log tells of them.</param>
internal sealed class AnswerMeter(IReadOnlyList<WatchedAddress> watched, string[] servers, IReadOnlyList<ErrorEvidence> errors)
{
    // Hosts of an attacker's choice are not told apart without end.
    private const int MostSites = 200;
    private const int FirstFailure = 500;
    private const int NotModified = 304;
    private const int FirstClientError = 400;

    // Failures that are further apart are two troubles.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    // nginx writes whole seconds, and the line of the answer after that of its failure.
    private static readonly TimeSpan SameFailure = TimeSpan.FromSeconds(1);

    private const int MostAddresses = 1000;

    private readonly Dictionary<string, SiteCount> _sites = new(StringComparer.Ordinal);

    /// <summary>Counts a request. One of our own looks says whether an address answers, and is no visitor.</summary>
    public void Add(NginxAccessEntry entry)
    {
        string? path = entry.RequestUri?.Split('?')[0];
        DateTime? time = entry.Time;
        string site = entry.Server ?? entry.GetVariable("host") ?? entry.Host ?? string.Empty;
        foreach (WatchedAddress address in watched)
        {
            address.Add(path, time, SharersOf(site) > 1, entry.Status >= FirstFailure);
        }

        if (entry.UserAgent == SiteProber.UserAgent)
        {
            return;
        }

        if (!_sites.TryGetValue(site, out SiteCount? count))
        {
            site = _sites.Count < MostSites ? site : string.Empty;
            if (!_sites.TryGetValue(site, out count))
            {
                _sites[site] = count = new SiteCount(SharersOf(site), status => LoggedUntil(site, status));
            }
        }

        count.Add(entry, path, time);
    }

    /// <summary>What became of some addresses, in whichever site they failed; null when none did.</summary>
    public RequestOutcome? OutcomeOf(IReadOnlyCollection<string> addresses) =>
        RequestOutcome.Join([.. _sites.Values.Select(site => site.Outcomes.Of(addresses)).OfType<RequestOutcome>()]);

    /// <summary>The counts, the most frequent first.</summary>
    /// <param name="path">The log, safe to show.</param>
    public IEnumerable<AnswerCount> Counts(string path) => _sites
        .SelectMany(site => site.Value.Counts(path, site.Key.Length == 0 ? null : SafeText.Escape(site.Key), servers))
        .OrderByDescending(count => count.Count);

    private int SharersOf(string site) => site.Length == 0 ? Math.Max(1, servers.Length) : 1;

    // Answers until then may be those of failures that the error log tells.
    private DateTime LoggedUntil(string site, int status) =>
        LoggedFailures.Of(errors, status, site.Length == 0 ? servers : [site]).Max(error => error.Last) is { } last ? last + SameFailure : DateTime.MinValue;

    private sealed class SiteCount(int sharers, Func<int, DateTime> loggedUntil)
    {
        private readonly Dictionary<int, StatusCount> _statuses = [];
        private readonly RequestOutcomes _retries = new(sharers);
        private long _total;
        private readonly Dictionary<string, DateTime> _lastGood = new(StringComparer.Ordinal);
        private long _served;

        public RequestOutcomes Outcomes { get; } = new(sharers);

        public void Add(NginxAccessEntry entry, string? path, DateTime? time)
        {
            int status = entry.Status ?? 0;
            if (!_statuses.TryGetValue(status, out StatusCount? count))
            {
                _statuses[status] = count = new StatusCount { LoggedUntil = status >= FirstFailure ? loggedUntil(status) : DateTime.MinValue };
            }

            count.Count++;
            count.First ??= time;
            int?[] attempts = entry.UpstreamStatus;
            int? last = attempts.Length > 0 ? attempts[^1] : null;
            long? mended = status >= FirstFailure ? Outcomes.MendedSince(path) : null;
            Outcomes.Add(path, status >= FirstFailure, _total);
            bool isRetried = status < FirstFailure && attempts.Length > 1 && attempts[..^1].Any(attempt => attempt >= FirstFailure);
            _retries.Add(path, isRetried);
            if (status >= FirstFailure)
            {
                AddFailure(count.Failures, time, path, mended);
                if (attempts.Length == 0 && entry.GetVariable("upstream_status") is null && time > count.LoggedUntil)
                {
                    AddFailure(count.Unlogged, time, path, mended);
                }

                bool isSaid = last == status && entry.UpstreamHeaderTime.LastOrDefault() is not null;
                bool isWithoutUpstream = attempts.Length == 0 && entry.GetVariable("upstream_status") is not null;
                count.FromUpstream += isSaid ? 1 : 0;
                count.WithoutUpstream += isWithoutUpstream ? 1 : 0;
                if (isSaid || isWithoutUpstream)
                {
                    count.SaidFirst ??= time;
                    count.SaidLast = time ?? count.SaidLast;
                }
            }
            else if (last >= FirstFailure)
            {
                count.Masked++;
            }
            else if (isRetried)
            {
                count.Retried++;
            }

            if (status is 403 or 404)
            {
                AddUnserved(count, time, path);
            }

            count.Last = time ?? count.Last;
            KeepGood(path, status, time);
            _served += status is (>= 200 and < 300) or NotModified ? 1 : 0;
            _total++;
        }

        public IEnumerable<AnswerCount> Counts(string path, string? site, string[] servers) => _statuses.Select(pair => new AnswerCount(
            path, site, servers, pair.Key, pair.Value.Count, pair.Value.First, pair.Value.Last)
        {
            FromUpstream = pair.Value.FromUpstream,
            WithoutUpstream = pair.Value.WithoutUpstream,
            SaidFirst = pair.Value.SaidFirst,
            SaidLast = pair.Value.SaidLast,
            Retried = pair.Value.Retried,
            Masked = pair.Value.Masked,
            Outcome = pair.Key >= FirstFailure ? Outcomes.OfAll() : pair.Value.Retried > 0 ? _retries.OfAll() : null,
            Episode = EpisodeOf(pair.Value.Failures),
            Unlogged = EpisodeOf(pair.Value.Unlogged),
            UnservedKnown = pair.Value.ServedBefore == _served ? pair.Value.UnservedKnown : 0,
            Unserved = pair.Value is { UnservedSince: { } begin } unserved && unserved.ServedBefore == _served ? new FailureEpisode(begin, unserved.Unserved, _total - unserved.TotalBeforeUnserved) { GoodBefore = unserved.ServedLast } : null,
        });

        private void AddUnserved(StatusCount count, DateTime? time, string? path)
        {
            if (count.UnservedSince is null || count.ServedBefore != _served)
            {
                count.ServedLast = path is not null && _lastGood.TryGetValue(path, out DateTime good) ? good : null;
                (count.UnservedSince, count.Unserved, count.UnservedKnown, count.ServedBefore, count.TotalBeforeUnserved) = (time, 0, 0, _served, _total);
            }

            count.Unserved++;
            count.UnservedKnown += path is not null && _lastGood.ContainsKey(path) ? 1 : 0;
        }

        private FailureEpisode? EpisodeOf(Spell spell) =>
            spell.Since is { } since ? new FailureEpisode(since, spell.Failed, _total - spell.TotalBefore) { GoodBefore = spell.GoodBefore } : null;

        // Where an address of this episode was mended between and fails again, it is another one.
        private void AddFailure(Spell spell, DateTime? time, string? path, long? mended)
        {
            if (spell.Since is null || time - spell.Last > Pause || mended >= spell.TotalBefore)
            {
                (spell.Since, spell.Failed, spell.TotalBefore) = (time, 0, _total);
                spell.GoodBefore = path is not null && _lastGood.TryGetValue(path, out DateTime good) ? good : null;
            }

            spell.Failed++;
            spell.Last = time ?? spell.Last;
        }

        private void KeepGood(string? path, int status, DateTime? time)
        {
            if (status < FirstClientError && path is not null && time is { } moment && (_lastGood.Count < MostAddresses || _lastGood.ContainsKey(path)))
            {
                _lastGood[path] = moment;
            }
        }
    }

    private sealed class StatusCount
    {
        public long Count { get; set; }

        public DateTime? First { get; set; }

        public DateTime? Last { get; set; }

        public long FromUpstream { get; set; }

        public long WithoutUpstream { get; set; }

        public DateTime? SaidFirst { get; set; }

        public DateTime? SaidLast { get; set; }

        public long Retried { get; set; }

        public long Masked { get; set; }

        public Spell Failures { get; } = new();

        public Spell Unlogged { get; } = new();

        public required DateTime LoggedUntil { get; init; }

        public DateTime? UnservedSince { get; set; }

        public long Unserved { get; set; }

        public long UnservedKnown { get; set; }

        public DateTime? ServedLast { get; set; }

        public long ServedBefore { get; set; }

        public long TotalBeforeUnserved { get; set; }
    }

    // Failures without a longer pause.
    private sealed class Spell
    {
        public DateTime? Since { get; set; }

        public DateTime? Last { get; set; }

        public long Failed { get; set; }

        public long TotalBefore { get; set; }

        public DateTime? GoodBefore { get; set; }
    }
}
