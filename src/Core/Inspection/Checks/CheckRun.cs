using System.Diagnostics;
using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Runs one check of a configuration, the same way for both programs.</summary>
/// <param name="kind">The program's name, for people: <c>nginx</c>.</param>
/// <param name="options">What is to be looked at beyond the files on disk.</param>
/// <param name="parse">Reads what the program printed.</param>
internal sealed class CheckRun(string kind, ConfigurationCheckOptions options, Func<string, IReadOnlyList<ConfigurationDiagnostic>> parse)
{
    // nginx and php-fpm take over the sockets that these name, and tell systemd that they are ready.
    private static readonly string[] WithoutVariables =
        ["NGINX", "NGINX_BPF_MAPS", "FPM_SOCKETS", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC"];

    // What systemd gives to a service, where no master tells.
    private static readonly string[] UsualEnvironment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"];

    public required string? Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string ConfigurationPath { get; init; }

    public required ProcessEntry? Process { get; init; }

    public required IReadOnlyList<string>? Environment { get; init; }

    public required IReadOnlyList<string> WrittenFiles { get; init; }

    public required bool IsOurs { get; init; }

    public required bool IsNamed { get; init; }

    public required IReadOnlyList<NotSeen> NotSeen { get; init; }

    public bool BindsPorts { get; init; }

    /// <summary>Runs it.</summary>
    public ConfigurationCheck Run(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        if (Refuse() is { } refusal)
        {
            return NotRun(refusal, start);
        }

        var program = new ProgramRequest(Program!, Arguments)
        {
            Environment = Environment ?? UsualEnvironment,
            WithoutVariables = WithoutVariables,
            WorkingDirectory = Process?.WorkingDirectory ?? "/",
            Timeout = options.Timeout,
        };
        PrivateViewRun run = PrivateView.Run(
            new PrivateViewRequest(program)
            {
                MountsOf = HasOtherMounts() ? Process : null,
                StagedFiles = options.StagedFiles,
                EmptiedFiles = [.. options.WrittenFiles.Concat(WrittenFiles).Where(path => !options.ConfigurationFiles.Contains(path) && !options.StagedFiles.ContainsKey(path))],
                PathsThatMustExist = options.RequiredPaths,
            },
            cancellation);
        if (run.Result is { } result)
        {
            return Judge(run, result, isPrivate: true, start);
        }

        if (options.MayLeaveTraces && options.StagedFiles.Count == 0)
        {
            return RunOpenly(program, start, cancellation);
        }

        NotSeen refused = Gap(run.Problem ?? "it was not started", System.Environment.IsPrivilegedProcess ? "Check by hand: nothing was changed." : "Run it as root.");
        return NotRun(refused, start) with { IsViewRefused = true };
    }

    private ConfigurationCheck RunOpenly(ProgramRequest program, long start, CancellationToken cancellation)
    {
        string[] missing = [.. options.RequiredPaths.Where(path => !FileStatus.TryReadTarget(path, out _))];
        return PrivateLibraries.Programs.Run(program, out string? problem, cancellation) is { } result
            ? Judge(new PrivateViewRun(result, null, [], missing), result, isPrivate: false, start)
            : NotRun(Gap(problem!, "Check by hand."), start);
    }

    private NotSeen? Refuse()
    {
        if (!IsOurs)
        {
            return Gap("its files are below another root, and no program is run for those", "Run the test where they are used.");
        }

        // One that runs has a program; whose it is shows in /proc to root alone.
        if (Program is null && Process is not null && !System.Environment.IsPrivilegedProcess)
        {
            return Gap("the program of its master is not to be seen by this user", "Run it as root.");
        }

        if (Program is null)
        {
            return Gap($"no {kind} program is known for it", $"Install {kind}, or start it.");
        }

        if (Process?.IsExecutableDeleted == true)
        {
            return Gap("the program of the running master was deleted or replaced since its start: what is installed now is another one", $"Restart {kind} when it suits.");
        }

        if ((HasOtherMounts() ? RefuseInItsMounts(Program) : TrustedPrograms.Refuse(Program)) is { } doubt)
        {
            return Gap(doubt, "Let root alone own the program and the directories above it.");
        }

        // Whoever started it chose its options and its files, and both name modules and scripts that a check would load.
        if (System.Environment.IsPrivilegedProcess && Process is { Credentials.EffectiveUserId: not 0 })
        {
            return Gap("its master is not root's, and a check would have root load what its options and files name", "Run the test as the user of the master.");
        }

        // A check loads modules and scripts that the configuration names.
        if (IsNamed && System.Environment.IsPrivilegedProcess)
        {
            string? weak = options.ConfigurationFiles.Prepend(ConfigurationPath).FirstOrDefault(path => !FileTrust.IsChangeableByRootAlone(path, out _));
            return options.ConfigurationFiles.Count == 0 ? Gap("the files that it is made of are not known, and it was named by the caller", "Name the configuration of a running master.")
                : weak is null ? null
                : Gap($"{SafeText.Escape(weak)} can be changed by others than root, and a check loads what it names", "Let root alone own it and the directories above it.");
        }

        return null;
    }

    // The same path may lead to another program there.
    private string? RefuseInItsMounts(string program)
    {
        using FileTree? files = ProcessTree.Open(Process!);
        return System.Environment.IsPrivilegedProcess && files?.IsChangeableByRootAlone(program) != true
            ? $"{SafeText.Escape(program)} is not run as root: as the master sees it, it can be changed by others than root"
            : null;
    }

    private bool HasOtherMounts() =>
        Process is { MountNamespace: { } mounts } && mounts != ProcessTable.ReadOne(ProcessTable.DefaultRoot, System.Environment.ProcessId)?.MountNamespace;

    private ConfigurationCheck Judge(PrivateViewRun run, ProgramResult result, bool isPrivate, long start)
    {
        string printed = Encoding.UTF8.GetString([.. result.Output, .. result.Error]);
        List<NotSeen> gaps = [.. NotSeen];
        if (run.ReadOnlyPlaces.Count > 0)
        {
            gaps.Add(new NotSeen($"what {kind} would write below {SafeText.Escape(string.Join(", ", run.ReadOnlyPlaces))}", "no overlay can be made there, so that writing fails in the check", "Pass over messages about a read-only file system there."));
        }

        if (printed.Contains("(28: ", StringComparison.Ordinal) || printed.Contains("No space left on device", StringComparison.Ordinal))
        {
            gaps.Add(new NotSeen("whether the files that it writes can be written", "the memory of the check was full, as a large file was opened for writing that is no known log", "Look at the free space of the disk."));
        }

        if (result.IsTimedOut)
        {
            gaps.Add(Gap("it did not end in time, as when a host name cannot be resolved", "Look at the host names in it."));
        }

        ConfigurationDiagnostic[] missing =
        [
            .. run.MissingPaths.Select(path => new ConfigurationDiagnostic(
                Severity.Error, "MissingDirectory", $"{SafeText.Escape(path)} is not there: {kind} accepts the configuration and fails when it starts", SafeText.Escape(path), null, Advice: "Make the directory, or have it made at each boot.")),
        ];
        return new ConfigurationCheck(
            result.ExitCode == 0 && missing.Length == 0,
            WasRun: true,
            SafeText.Escape(Program!),
            Masked(),
            result.ExitCode,
            isPrivate,
            BindsPorts,
            [.. parse(printed), .. missing],
            Shown(printed),
            gaps,
            Stopwatch.GetElapsedTime(start));
    }

    private ConfigurationCheck NotRun(NotSeen reason, long start) => new(
        false, WasRun: false, SafeText.Escape(Program ?? kind), Masked(), null, IsPrivate: false, BoundPorts: false, [], string.Empty, [reason, .. NotSeen], Stopwatch.GetElapsedTime(start));

    private NotSeen Gap(string reason, string remedy) => new($"what {kind} says of {SafeText.Escape(ConfigurationPath)}", reason, remedy);

    private string[] Masked() =>
    [
        .. Arguments.Select(argument => SafeText.Escape(argument.Split('=', 2) is [var name, var value] ? $"{name}={SecretText.MaskSetting(name, value)}" : SecretText.MaskCredentials(argument))),
    ];

    private static string Shown(string printed) =>
        string.Join('\n', printed.TrimEnd().Split('\n').Select(line => SafeText.Escape(SecretText.MaskCredentials(line))));
}
