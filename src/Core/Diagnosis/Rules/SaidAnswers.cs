using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>Answers of one status at one site, with what of them nothing failed for: what the configuration or the application said on purpose.</summary>
internal sealed class SaidAnswers
{
    /// <summary>What a limit of nginx says too, and an application that is in maintenance.</summary>
    public const int Unavailable = 503;

    // Both logs tell of a failure within this time.
    private static readonly TimeSpan SameFailure = TimeSpan.FromSeconds(5);

    private readonly DiagnosisContext _context;
    private readonly AnswerCount[] _answers;
    private readonly int _status;
    private readonly long _said;
    private readonly long _configured;
    private readonly ErrorEvidence[] _failures;

    /// <summary>Looks at the answers.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="answers">The answers, of one status.</param>
    /// <param name="servers">The virtual servers.</param>
    public SaidAnswers(DiagnosisContext context, AnswerCount[] answers, string[] servers)
    {
        (_context, _answers, _status) = (context, answers, answers[0].Status);
        _said = answers.Sum(answer => answer.FromUpstream);
        _configured = answers.Sum(answer => answer.WithoutUpstream);
        _failures = [.. LoggedFailures.Of(context.Snapshot.Errors, _status, servers)];
        Returns = [.. context.Snapshot.Returns.Where(found => found.Status == _status && (servers.Length == 0 || servers.Contains(found.Server)))];
        Last = IsTold ? answers.Max(answer => answer.SaidLast ?? answer.Last) : answers.Max(answer => answer.Last);
    }

    /// <summary>Where the configuration says that status.</summary>
    public Nginx.NginxReturn[] Returns { get; }

    /// <summary>True where the access log tells who said it.</summary>
    public bool IsTold => _said + _configured > 0;

    /// <summary>True when there are such.</summary>
    public bool IsAny => _status == Unavailable
        ? Returns.Length > 0 && (_configured > 0 || !IsTold)
        : IsTold || (Logged < Total && Returns.Length > 0) || IsSilent();

    /// <summary>True when the configuration says it.</summary>
    public bool IsConfigured => _status == Unavailable || _configured > _said || (!IsTold && Returns.Length > 0);

    /// <summary>True when it may be either of both.</summary>
    public bool IsOfEither => !IsTold && Returns.Length == 0;

    /// <summary>True while they go on.</summary>
    public bool IsPresent => !_answers.All(answer => answer.Outcome is { IsOver: true })
        && Presence.GoesOn(_context.Snapshot.Time, FirstOfAll > Since ? FirstOfAll : Since, Last, IsTold ? Math.Min(All, OfSpell) : OfSpell, IsConfigured ? _context.NginxLoadedAt : null);

    /// <summary>How many: what was said this morning is not of what is said now, and what the error log tells is neither.</summary>
    public long Count => IsUnlogged ? OfSpell : IsPresent && Since > FirstOfAll && OfSpell > 0 ? Math.Min(All, OfSpell) : All;

    /// <summary>The first of them, local time; null when that is not known. What the configuration says it says since it was loaded.</summary>
    public DateTime? First
    {
        get
        {
            DateTime? first = IsUnlogged ? Since : IsOfEither && Logged > 0 ? Last : IsPresent && Since > FirstOfAll ? Since : FirstOfAll;
            return IsConfigured && _context.NginxLoadedAt is { } loaded && loaded > first && loaded <= Last ? loaded : first;
        }
    }

    /// <summary>The last of them, local time; null when that is not known.</summary>
    public DateTime? Last { get; }

    private long Total => _answers.Sum(answer => answer.Count);

    private long Logged => _failures.Sum(error => error.Count);

    private long All => !IsTold ? Math.Max(1, Total - Logged) : _status == Unavailable ? _configured : _said + _configured;

    // Others of the same status may have failed on the way.
    private DateTime? FirstOfAll => IsTold ? _answers.Min(answer => answer.SaidFirst ?? answer.First) : _answers.Min(answer => answer.First);

    private bool IsUnlogged => !IsTold && _answers.Any(answer => answer.Unlogged is not null);

    private DateTime? Since => IsUnlogged ? _answers.Min(answer => answer.Unlogged?.Since) : _answers.Min(answer => answer.Episode?.Since);

    private long OfSpell => _answers.Sum(answer => (IsUnlogged ? answer.Unlogged : answer.Episode)?.Failed ?? 0);

    // A log format without the upstream's status tells nothing; then the error log's silence must.
    private bool IsSilent() => !_failures.Any(error => error.Last >= Last - SameFailure) && WouldTell() && !(Last < _context.NginxLoadedAt) && !_context.Endpoints.Any(endpoint => endpoint.IsFailing);

    // The error log is where nginx writes to it, and keeps what failed.
    private bool WouldTell()
    {
        WrittenLog[] logs = [.. _context.Snapshot.Logs.Where(log => log is { IsAccessLog: false, IsFpm: false })];
        return logs.Length > 0 && logs.All(log => log is { Hides: false, IsDeletedOpen: false, Presence: LogPresence.Readable });
    }
}
