namespace Nginx502.Recovery;

/// <summary>
/// Keeps recoveries from restarting for ever: a budget of acts an hour for the machine, and a pause after each act on a target for a cause that grows. It knows nothing but the
/// journal, so that it holds across runs and reboots and for whoever acts.
/// </summary>
/// <param name="lines">The journal, in the order in which it was written.</param>
/// <param name="now">The time.</param>
internal sealed class RecoveryGuard(IReadOnlyList<RunLine> lines, DateTimeOffset now)
{
    /// <summary>How many acts an hour there may be on a machine.</summary>
    public const int ActsAnHour = 6;

    /// <summary>How many acts on one target within a day are the most; then it is left to a person.</summary>
    public const int MostActsADay = 5;

    private const string Forget = "Resume-502Monitor -Reset (in a shell: nginx502 Resume-502Monitor -Reset)";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // After the first act, the second…: what fails again at once fails for a reason.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), Hour];

    private readonly DateTimeOffset? _since = lines.LastOrDefault(line => line.Event == RunEvent.Reset)?.Time;

    // What a person asks for by name is an act, and no sign that something breaks again and again.
    private readonly HashSet<int> _asked = [.. lines.Where(line => line is { Event: RunEvent.Begin, Command: RunLine.ByHand }).Select(line => line.Run)];

    private readonly RunLine[] _acts = [.. ActsOf(lines, now)];

    // A directory that is made prepares an act, which is the one that counts: half of a repair serves nobody.
    private DateTimeOffset[] OfLastHour => [.. _acts.Where(line => line.Time > now - Hour && line.Action != RecoveryAction.CreateRuntimeDirectory).Select(line => line.Time).Order()];

    // What a person had forgotten is not counted.
    private string Period => _since > now - Day ? $"since {_since.Value.LocalDateTime:MM-dd HH:mm:ss}" : "within a day";

    /// <summary>How it stands.</summary>
    public RecoveryBudget Budget => new(
        OfLastHour.Length,
        ActsAnHour,
        [.. _acts.Where(line => line.Target is not null).GroupBy(line => line.Target!).Where(acts => acts.Count(IsRepair) >= MostActsADay).Select(acts => SafeText.Escape(acts.Key))],
        _since?.LocalDateTime)
    {
        Paused =
        [
            .. _acts.Where(line => line.Target is not null).GroupBy(line => (line.Target, line.Cause))
                .Select(acts => (acts.Key, Until: Until([.. acts.OrderBy(line => line.Time)])))
                .Where(paused => paused.Until > now)
                .Select(paused => SafeText.Escape($"{paused.Key.Target}{(paused.Key.Cause is { } cause ? $" for {cause}" : string.Empty)} until {paused.Until.LocalDateTime:HH:mm:ss}")),
        ],
    };

    /// <summary>Until when the acts of the last hour leave none to recoveries that nobody watches; null while they leave some.</summary>
    public DateTimeOffset? SpentUntil => OfLastHour is { Length: >= ActsAnHour } hour ? hour[^ActsAnHour] + Hour : null;

    /// <summary>Whether one more act on a target is allowed. What was done for another cause says nothing of this one; the budget of the day and of the hour counts it.</summary>
    /// <param name="target">The target.</param>
    /// <param name="cause">What it would be done for.</param>
    public GuardVerdict Judge(string target, Cause cause)
    {
        RunLine[] own = [.. _acts.Where(line => line.Target == target && (line.Cause is null || line.Cause == cause)).OrderBy(line => line.Time)];
        DateTimeOffset[] repairs = [.. _acts.Where(line => line.Target == target && IsRepair(line)).Select(line => line.Time).Order()];
        if (repairs.Length >= MostActsADay)
        {
            return new GuardVerdict(
                IsAllowed: false,
                IsFlapping: true,
                $"{target} was mended {repairs.Length} times since {repairs[0].LocalDateTime:MM-dd HH:mm}, the last time at {repairs[^1].LocalDateTime:HH:mm:ss}: what breaks it is to be found, and mending it once more would hide that. {Forget} has these acts forgotten.",
                Next: null);
        }

        // Of both limits the later one holds.
        DateTimeOffset? paused = own.Length > 0 && Until(own) is var next && next > now ? next : null;
        DateTimeOffset? spent = SpentUntil;
        if (paused is { } until && !(spent > until))
        {
            return new GuardVerdict(
                IsAllowed: false, IsFlapping: false, $"{Acted(target, cause, own)}: the next time is not before {until.LocalDateTime:HH:mm:ss}, by a later run.", until.LocalDateTime);
        }

        return spent is { } free
            ? new GuardVerdict(
                IsAllowed: false, IsFlapping: false, $"{CountText.Of(Budget.ActsInLastHour, "act")} within the last hour, and {ActsAnHour} are allowed on one machine: the next is not before {free.LocalDateTime:HH:mm:ss}, and a later run makes it. {Forget} has them forgotten.", free.LocalDateTime)
            : new GuardVerdict(IsAllowed: true, IsFlapping: false, own.Length == 0 ? null : $"{target} was acted on {CountText.Times(own.Length)} {Period}, the last time at {own[^1].Time.LocalDateTime:HH:mm:ss}.", Next: null);
    }

    // The order of the journal holds, since a clock can be set back: nothing was done later than what stands below it. What then seems to lie in the future counts from the
    // first line that was written by the clock of now, so that it neither forbids to act until that time comes nor is forgotten.
    private static IEnumerable<RunLine> ActsOf(IReadOnlyList<RunLine> lines, DateTimeOffset now)
    {
        DateTimeOffset latest = now;
        var acts = new Stack<RunLine>();

        // What was refused beforehand touched nothing.
        HashSet<(int, int?)> refused = [.. lines.Where(line => line is { Event: RunEvent.StepEnd, StepOutcome: RecoveryStepOutcome.NotDone }).Select(line => (line.Run, line.Step))];
        foreach (RunLine line in lines.Reverse().TakeWhile(line => line.Event != RunEvent.Reset))
        {
            latest = line.Time < latest ? line.Time : latest;
            if (line.Event == RunEvent.StepBegin && !refused.Contains((line.Run, line.Step)) && latest > now - Day)
            {
                acts.Push(line with { Time = latest });
            }
        }

        return acts;
    }

    // Until when what was acted on so, the earliest first, is left alone. What a person did is given a moment, and makes no pause grow.
    private DateTimeOffset Until(RunLine[] acts)
    {
        RunLine[] repairs = [.. acts.Where(IsRepair)];
        DateTimeOffset moment = acts[^1].Time + Pauses[0];
        return repairs.Length > 0 && repairs[^1].Time + Pauses[Math.Min(repairs.Length, Pauses.Length) - 1] is var grown && grown > moment ? grown : moment;
    }

    private string Acted(string target, Cause cause, RunLine[] own)
    {
        RunLine[] repairs = [.. own.Where(IsRepair)];
        string repaired = repairs.Length == 0 ? string.Empty : $"was acted on for {cause} at {repairs[^1].Time.LocalDateTime:HH:mm:ss} ({CountText.Times(repairs.Length)} {Period})";
        string asked = IsRepair(own[^1]) ? string.Empty : $"was started, restarted or reloaded by hand at {own[^1].Time.LocalDateTime:HH:mm:ss}";
        return $"{target} {string.Join(", and ", new[] { repaired, asked }.Where(text => text.Length > 0))}";
    }

    private bool IsRepair(RunLine line) => !_asked.Contains(line.Run);
}
