namespace Nginx502.Recovery;

/// <summary>The command that a monitor runs: one recovery in pwsh or nginx502, by whose exit code its manager knows what came of it.</summary>
internal static class MonitorCommand
{
    private const string RunnerName = "nginx502";
    private const string PwshName = "pwsh";

    /// <summary>True when a program can run the module: pwsh, or nginx502.</summary>
    public static bool CanRun(string program) => Path.GetFileName(program) is RunnerName || Path.GetFileName(program).StartsWith(PwshName, StringComparison.Ordinal);

    /// <summary>The program and its arguments.</summary>
    public static string[] Of(MonitorNote note) => [note.HostProgram, "-NoProfile", "-NonInteractive", "-Command", Script(note)];

    // A good run says nothing: there is one each minute. One that could not run at all ends with 2.
    private static string Script(MonitorNote note)
    {
        // nginx502 has the module that belongs to it, and no other.
        string import = Path.GetFileName(note.HostProgram) == RunnerName ? string.Empty : $"Import-Module {PasteText.PowerShell(note.ModulePath)}; ";
        string call = string.Join(' ', Arguments(note).Prepend("Invoke-502Recovery -Confirm:$false"));
        return $"$ErrorActionPreference = 'Stop'; try {{ {import}$r = {call}; if (!$r) {{ exit 2 }}; if ('Healthy' -ne $r.Outcome) {{ \"$r\" }}; exit $r.ExitCode }} catch {{ \"$_\"; exit 2 }}";
    }

    private static IEnumerable<string> Arguments(MonitorNote note)
    {
        if (note.Uri.Length > 0)
        {
            yield return "-Uri " + string.Join(", ", note.Uri.Select(PasteText.PowerShell));
        }

        if (note.NginxConfigPath is { } nginx)
        {
            yield return "-NginxConfigPath " + PasteText.PowerShell(nginx);
        }

        if (note.FpmConfigPath is { } fpm)
        {
            yield return "-FpmConfigPath " + PasteText.PowerShell(fpm);
        }

        if (note.Allow.Length > 0)
        {
            yield return "-Allow " + string.Join(", ", note.Allow);
        }

        if (note.NotifyPath is { } path)
        {
            yield return "-Notify " + PasteText.PowerShell("file:" + path);
        }
    }
}
