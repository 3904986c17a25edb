using System.Text;

namespace Nginx502.Pipeline;

/// <summary>What is said of changes before and after they are made.</summary>
internal static class ChangeText
{
    private const string HostsPath = "/etc/hosts";

    /// <summary>What a planned change would do, for -WhatIf and before a question: settings, diff, what the check says, how it takes effect, what it disturbs.</summary>
    public static string Describe(GatewayChange planned)
    {
        var text = new StringBuilder();
        if (planned.State == ChangeState.Unchanged)
        {
            // A check is asked for a reload alone.
            text.Append("Everything is as wanted already: nothing would be changed.");
            return (planned.Check is null ? text : text.Append('\n').Append(Check(planned)).Append('\n').Append("It would be reloaded. ").Append(planned.Disruption)).ToString().TrimEnd();
        }

        if (planned.Commands.Length > 0)
        {
            return string.Join('\n', planned.Commands);
        }

        foreach (SettingChange live in planned.Settings.Where(setting => setting.LineNumber is null && setting.Name == "socket"))
        {
            text.Append($"{live.Path}: {live.Before} -> {live.After}\n");
        }

        text.Append(planned.Diff).Append(planned.Diff.Length == 0 || planned.Diff.EndsWith('\n') ? string.Empty : "\n");
        text.Append(planned.Files.Length == 0 ? string.Empty : Check(planned) + "\n");
        text.Append(planned.Applies switch
        {
            ChangeApplies.Live => "Takes effect at once.",
            ChangeApplies.NginxReload => "Takes effect when nginx is reloaded.",
            ChangeApplies.FpmReload when IsOfNginxToo(planned) => "Takes effect when php-fpm, then nginx are reloaded.",
            ChangeApplies.FpmReload => "Takes effect when php-fpm is reloaded.",
            _ => $"Takes effect when php-fpm is restarted{(IsOfNginxToo(planned) ? ", then nginx reloaded" : string.Empty)}; a reload does not apply all of it.",
        });
        if (planned.Disruption is { } disruption)
        {
            text.Append('\n').Append(disruption);
        }

        return text.ToString();
    }

    /// <summary>What was made, and how it is undone.</summary>
    public static string Made(GatewayChange change)
    {
        string what = change.Files.Length > 0 ? string.Join(", ", change.Files.Select(file => file.Path)) : string.Join(", ", change.Settings.Select(setting => setting.Name == "socket" ? setting.Path : setting.Name));
        string taken = (change.IsReloaded, change.Applies) switch
        {
            (true, ChangeApplies.NginxReload) => ", nginx was reloaded",
            (true, ChangeApplies.FpmReload) => IsOfNginxToo(change) ? ", php-fpm and nginx were reloaded" : ", php-fpm was reloaded",
            _ => string.Empty,
        };
        string undo = change.Id is { } id ? $" Undo it with: {TypedCommand.Of($"Restore-GatewayConfiguration -Change {id}{(change.IsReloaded == true ? " -Reload" : string.Empty)}")}" : string.Empty;
        return $"Changed {what}{taken}{(change.IsInEffect == true ? ", and it is in effect" : string.Empty)}.{undo}";
    }

    /// <summary>What has to happen yet.</summary>
    /// <param name="change">The change.</param>
    /// <param name="fpmUnit">The systemd unit of php-fpm; null when it is not known.</param>
    public static string ReloadRequired(GatewayChange change, string? fpmUnit) => change.Applies switch
    {
        ChangeApplies.NginxReload => $"The change takes effect when nginx is reloaded ({Again(change)}systemctl reload nginx).",
        ChangeApplies.FpmReload when IsOfNginxToo(change) => $"The change takes effect when php-fpm, then nginx are reloaded; where one of them alone is, visitors get a 502 ({Again(change)}{ReloadFpm(fpmUnit)}{(fpmUnit is null ? ", then " : " && ")}systemctl reload nginx).",
        ChangeApplies.FpmReload => $"The change takes effect when php-fpm is reloaded, which stops and starts all its pools ({Again(change)}{ReloadFpm(fpmUnit)}).",
        _ => $"The change takes effect when php-fpm is restarted{(IsOfNginxToo(change) ? " and nginx reloaded after it: where one of them alone is, visitors get a 502" : string.Empty)}; a reload does not apply it. A restart stops and starts all its pools.",
    };

    // An address is the matter of both.
    private static bool IsOfNginxToo(GatewayChange change) => change.Applies > ChangeApplies.NginxReload && change.Settings.Any(setting => setting.Applies == ChangeApplies.NginxReload);

    private static string ReloadFpm(string? fpmUnit) => fpmUnit is null ? "reload php-fpm" : $"systemctl reload {fpmUnit}";

    // What was undone is not undone again.
    private static string Again(GatewayChange change) => change.Undoes is null ? "the same command with -Reload, or: " : string.Empty;

    private static string Check(GatewayChange planned) => planned.Check switch
    {
        null when planned.Warnings.Length > 0 => planned.Warnings[0],
        null when planned.Settings.Any(setting => setting.Path == HostsPath) => planned.Applies == ChangeApplies.NginxReload && planned.RootPath is null
            ? "It is not checked: with -Reload nginx is asked beforehand whether it finds all its hosts."
            : "It is not checked: no program of this machine has to take it up.",
        null => "It is not checked: no program of this machine reads these files.",
        { Passed: true, IsTestedBeforehand: true } => "The programs accept it: checked in private, nothing was written.",
        { Passed: true } => "It could not be checked beforehand: " + string.Join(' ', planned.Check.Diagnostics.Select(diagnostic => diagnostic.Message)),
        _ => "The programs refuse it: " + string.Join(' ', planned.Check.Diagnostics.Select(diagnostic => diagnostic.ToString())),
    };
}
