using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The programs of nginx and php-fpm that a running supervisord looks after, by its configuration.</summary>
internal static class SupervisorServices
{
    private const string ProcessName = "supervisord";

    // The order of supervisord itself (supervisor/options.py), and Debian's.
    private static readonly string[] Configurations =
        ["/etc/supervisord.conf", "/etc/supervisor/supervisord.conf", "/usr/local/etc/supervisord.conf", "/etc/supervisord/supervisord.conf"];

    /// <summary>The running supervisord; null when there is none.</summary>
    public static ProcessEntry? Find() => ProcessTable.Read(ProcessTable.DefaultRoot, title => title.Contains(ProcessName, StringComparison.Ordinal))
        .FirstOrDefault(process => process.Arguments.Take(2).Any(argument => Path.GetFileName(argument) == ProcessName));

    /// <summary>Its programs.</summary>
    /// <param name="files">The files of the machine.</param>
    /// <param name="supervisor">The running supervisord.</param>
    public static IReadOnlyList<GatewayService> Read(FileTree files, ProcessEntry supervisor)
    {
        int option = supervisor.Arguments.ToList().FindIndex(argument => argument is "-c" or "--configuration");
        string? named = option > 0 && option + 1 < supervisor.Arguments.Count ? MasterFacts.Combine(supervisor.WorkingDirectory ?? "/", supervisor.Arguments[option + 1]) : null;
        string? main = named ?? Configurations.FirstOrDefault(files.IsFile);
        return main is null || files.ReadText(main, out _) is not { } text
            ? []
            : [.. Files(files, main, text).SelectMany(file => SupervisorProgram.Parse(file.Text).Select(program => Service(program, file.Path))).OfType<GatewayService>()];
    }

    /// <summary>All of them, the programs of supervisord before the units that nobody uses: what its package brought is not what starts it. A unit that failed is.</summary>
    /// <param name="units">The units of systemd.</param>
    /// <param name="supervised">The programs of supervisord.</param>
    public static IEnumerable<GatewayService> BeforeIdle(IReadOnlyList<GatewayService> units, IReadOnlyList<GatewayService> supervised) =>
        [.. units.Where(unit => unit.State != GatewayServiceState.Inactive), .. supervised, .. units.Where(unit => unit.State == GatewayServiceState.Inactive)];

    /// <summary>The scripts that do not run, without those of programs that supervisord looks after.</summary>
    /// <param name="scripts">The services of OpenRC or of /etc/init.d.</param>
    /// <param name="supervised">The programs of supervisord.</param>
    public static IEnumerable<GatewayService> WithoutItsOwn(IEnumerable<GatewayService> scripts, IReadOnlyList<GatewayService> supervised) =>
        scripts.Where(script => script.State != GatewayServiceState.Inactive || !supervised.Any(program => IsOfOneProgram(program, script)));

    // A script is known by its name alone: php8.2-fpm, php-fpm82, nginx.
    private static bool IsOfOneProgram(GatewayService program, GatewayService script) => program.Program == script.Program
        && VersionDigits.MayBeOne(VersionDigits.Of(Path.GetFileName(program.ExecutablePath) ?? program.Name), VersionDigits.Of(script.Name));

    private static IEnumerable<(string Path, string Text)> Files(FileTree files, string main, string text)
    {
        yield return (main, text);
        foreach (string path in SupervisorProgram.Includes(text).SelectMany(pattern => files.Glob(MasterFacts.Combine(Path.GetDirectoryName(main) ?? "/", pattern))))
        {
            if (files.ReadText(path, out _) is { } further)
            {
                yield return (path, further);
            }
        }
    }

    private static GatewayService? Service(SupervisorProgram program, string path)
    {
        string executable = program.Command.Split(' ', 2)[0].Trim('"');
        string name = Path.GetFileName(executable);
        bool isFpm = name.StartsWith("php", StringComparison.Ordinal) && name.Contains("fpm", StringComparison.Ordinal);
        return !isFpm && !name.StartsWith("nginx", StringComparison.Ordinal) ? null : new GatewayService
        {
            Name = SafeText.Escape(program.Name),
            Program = isFpm ? "php-fpm" : "nginx",
            Manager = GatewayServiceManager.Supervisor,
            Unit = SafeText.Escape(program.Name),
            State = GatewayServiceState.Inactive,
            FragmentPath = SafeText.Escape(path),
            UnitFileState = program.IsAutoStarted ? "enabled" : "disabled",
            IsEnabled = program.IsAutoStarted,
            ExecutablePath = executable.StartsWith('/') ? SafeText.Escape(executable) : null,
        };
    }
}
