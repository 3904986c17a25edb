namespace Nginx502.Recovery;

/// <summary>The command that a monitor runs: one recovery in pwsh or nginx502, by whose exit code its manager knows what came of it.</summary>
internal static class MonitorCommand
{
    private const string RunnerName = "nginx502";
    private const string PwshName = "pwsh";

    /// <summary>True when a program can run the module: pwsh, or nginx502.</summary>
    public static bool CanRun(string program) => Path.GetFileName(program) is RunnerName || Path.GetFileName(program).StartsWith(PwshName, StringComparison.Ordinal);

    /// <summary>The program and its arguments.</summary>
    public static string[] Of(MonitorNote note) =>
        Path.GetFileName(note.HostProgram) == RunnerName
            ? [note.HostProgram, MonitorRun.Option, .. Arguments(note).SelectMany(argument => argument.Values.SelectMany(value => new[] { argument.Name, value }))]
            : [note.HostProgram, "-NoProfile", "-NonInteractive", "-Command", Script(note)];

    // A good run says nothing: there is one each minute. One that could not run at all ends with 2.
    private static string Script(MonitorNote note)
    {
        string call = string.Join(' ', Arguments(note).Select(argument => $"{argument.Name} {string.Join(", ", argument.Values.Select(PasteText.PowerShell))}").Prepend("Invoke-502Recovery -Confirm:$false"));
        return $"$ErrorActionPreference = 'Stop'; try {{ Import-Module {PasteText.PowerShell(note.ModulePath)}; $r = {call}; if (!$r) {{ exit 2 }}; if ('Healthy' -ne $r.Outcome) {{ \"$r\" }}; exit $r.ExitCode }} catch {{ \"$_\"; exit 2 }}";
    }

    // By the names of the cmdlet's parameters, those alone that have values.
    private static (string Name, string[] Values)[] Arguments(MonitorNote note) =>
    [
        .. new (string Name, string[] Values)[]
        {
            ("-Uri", note.Uri),
            ("-NginxConfigPath", note.NginxConfigPath is { } nginx ? [nginx] : []),
            ("-FpmConfigPath", note.FpmConfigPath is { } fpm ? [fpm] : []),
            ("-Allow", [.. note.Allow.Select(action => action.ToString())]),
            ("-Notify", note.NotifyPath is { } path ? ["file:" + path] : []),
        }.Where(argument => argument.Values.Length > 0),
    ];
}
