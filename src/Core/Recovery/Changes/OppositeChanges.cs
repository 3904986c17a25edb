using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>Settings that are to go back where they came from within a day: whoever turns them to and fro treats a symptom, and every turn costs a reload.</summary>
public static class OppositeChanges
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>The settings among those that are wanted which were changed the other way of late, each with what tells of it.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="rootPath">The directory that stands for <c>/</c>; null for this machine.</param>
    /// <param name="changes">What was changed before, as the journal tells.</param>
    /// <param name="now">The time now, local.</param>
    public static IReadOnlyList<(SettingChange Setting, string Notice)> Of(IReadOnlyList<SettingChange> wanted, string? rootPath, IReadOnlyList<GatewayChange> changes, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(changes);
        GatewayChange[] own = [.. changes.Where(change => change is { State: ChangeState.Committed, Undoes: null, Id: not null } && change.RootPath == rootPath && now - change.Time < Day)];
        var found = new List<(SettingChange, string)>();

        // A line of /etc/hosts is there for a while, and is meant to go.
        foreach (SettingChange setting in wanted.Where(setting => setting.Scope != HostEntries.Scope))
        {
            (GatewayChange Change, SettingChange Setting)? last = own
                .SelectMany(change => change.Settings.Where(earlier => earlier.Name == setting.Name && earlier.Scope == setting.Scope && earlier.Path == setting.Path).Select(earlier => ((GatewayChange, SettingChange)?)(change, earlier)))
                .MaxBy(one => one!.Value.Item1.Time);
            if (last is { } before && IsOpposite(before.Setting, setting))
            {
                found.Add((setting, $"{setting.Name} of {setting.Scope} went from {before.Setting.Before ?? "nothing"} to {before.Setting.After ?? "nothing"} at {before.Change.Time:HH:mm:ss}, by change {before.Change.Id}, and is to go back within a day. Restore-GatewayConfiguration {before.Change.Id} takes that change back as a whole."));
            }
        }

        return found;
    }

    private static bool IsOpposite(SettingChange earlier, SettingChange wanted) =>
        DirectionOf(earlier) is { } before && DirectionOf(wanted) is { } after ? before * after < 0 : wanted.After == earlier.Before && wanted.After != earlier.After;

    // Up or down; null for what has no more and less.
    private static int? DirectionOf(SettingChange setting) => Amount(setting.Name, setting.Before) is { } before && Amount(setting.Name, setting.After) is { } after && before != after ? after.CompareTo(before) : null;

    // 1m is a minute of a time and a mebibyte of a size; without a limit is the most.
    private static double? Amount(string name, string? text)
    {
        double? amount = name.Contains("timeout", StringComparison.Ordinal) ? DurationText.TryParse(text, out TimeSpan time) ? time.TotalSeconds : null
            : name.Contains("size", StringComparison.Ordinal) || name.Contains("buffer", StringComparison.Ordinal) ? ByteSizeText.TryParse(text, out long bytes) ? bytes : null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number
            : null;
        return amount == 0 && (name.EndsWith("timeout", StringComparison.Ordinal) || name == "pm.max_requests") ? double.PositiveInfinity : amount;
    }
}
