namespace Nginx502.Nginx;

/// <summary>Reads the settings of the outermost level and of <c>events</c>.</summary>
internal static class MainSettingsReader
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "user", "worker_processes", "worker_rlimit_nofile", "worker_shutdown_timeout", "pid", "load_module", "worker_connections",
    };

    /// <summary>Reads them. Where a directive stands twice the first holds: nginx refuses the second.</summary>
    public static NginxMainSettings Read(NginxConfiguration configuration)
    {
        SyntaxDirective[] found =
        [
            .. configuration.Main
                .SelectMany(directive => directive.Name == "events" ? configuration.Children(directive) : [directive])
                .Where(directive => Names.Contains(directive.Name) && directive.ArgumentCount > 0),
        ];
        SyntaxDirective? user = Find("user");
        string? processes = Find("worker_processes")?.Argument(0);
        return new NginxMainSettings
        {
            User = Text(user, 0),
            Group = user is { ArgumentCount: > 1 } ? Text(user, 1) : Text(user, 0),
            WorkerProcesses = processes == "auto" ? null : (int)(Number(processes) ?? 1),
            WorkerConnections = (int)(Number(Find("worker_connections")?.Argument(0)) ?? 512),
            WorkerRlimitNofile = Number(Find("worker_rlimit_nofile")?.Argument(0)),
            WorkerShutdownTimeout = Find("worker_shutdown_timeout") is { } timeout ? NginxTime.ToDuration(timeout.Argument(0)) : null,
            PidPath = Text(Find("pid"), 0),
            LoadedModules = [.. found.Where(directive => directive.Name == "load_module").Select(directive => SafeText.Escape(directive.Argument(0)))],
            Settings = [.. found.Select(directive => SettingText.Read(directive, hasParameter: false, NginxSettingScope.Main))],
        };

        SyntaxDirective? Find(string name) => Array.Find(found, directive => directive.Name == name);
    }

    private static string? Text(SyntaxDirective? directive, int index) => directive is null ? null : SafeText.Escape(directive.Argument(index));

    private static long? Number(string? text) => NginxSize.TryParseNumber(text, out long number) && number <= int.MaxValue ? number : null;
}
