namespace Nginx502.Diagnosis;

/// <summary>Why the php-fpm of a pool does not run.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Explanation">What is wrong, for a tired person.</param>
/// <param name="Evidence">What speaks for it.</param>
/// <param name="Remedies">What mends it; the service's own follow.</param>
internal sealed record FpmDownReason(Cause Cause, string Explanation, FindingEvidence[] Evidence, Remedy[] Remedies)
{
    /// <summary>True when php-fpm refuses what its files say: whoever corrects them has mended it, and nothing else is to be looked for.</summary>
    public bool IsOfFiles { get; private init; }

    private const int BadSystemCall = 31;

    // systemd's own default: systemd-system.conf(5), DefaultLimitNOFILE=.
    private const string UsualDescriptors = "LimitNOFILE=1024:524288";

    // php-src: sapi/fpm/fpm/fpm_config.h, FPM_EXIT_SOFTWARE; a wrong configuration ends with 78.
    private const int SoftwareFailure = 70;

    // php-src: sapi/fpm/fpm/fpm_conf.c and fpm_unix.c.
    private static readonly string[] NoSuchUser = ["cannot get uid for user", "cannot get gid for group", "cannot get gid for user"];

    // php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_process_all_pools.
    /// <summary>True when a php-fpm refuses its files since two of its pools have one address.</summary>
    public static bool IsOfSharedAddress(ConfigurationTestResult? test) => test?.Diagnostics.Any(diagnostic => diagnostic.Message.Contains(SharedAddress, StringComparison.Ordinal)) == true;

    private const string SharedAddress = "already used in another pool";

    // php-src: ext/opcache/ZendAccelerator.c, accel_finish_startup.
    private static readonly string[] PreloadWords = ["preload", "Preload"];

    // php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_init_main.
    private static readonly string[] RefusalWords = ["failed to load configuration file", "failed to post process the configuration"];

    // php-src: sapi/fpm/fpm/fpm_sockets.c; any other reason than EADDRINUSE is of the path or of the sandbox.
    private static readonly string[] AddressWords = ["Address already in use", "Another FPM instance seems to already listen"];

    // What the kernel tells a program that its unit keeps from something.
    private static readonly string[] SandboxWords = ["Read-only file system", "Operation not permitted", "Address family not supported by protocol"];

    // errno 24, EMFILE, of whatever the master opens first.
    private static readonly string[] DescriptorWords = ["Too many open files"];

    private static readonly string[] RightsWords = ["Operation not permitted", "Permission denied"];

    // Ours of what php-fpm's own test does not see.
    private const string MissingDirectory = "MissingDirectory";

    /// <summary>The reason, by what was seen.</summary>
    public static FpmDownReason Of(DiagnosisContext context, DiagnosedEndpoint endpoint)
    {
        GatewayService? service = endpoint.Service;
        string pool = $"pool {endpoint.Pool!.Pool}";
        if (service is { IsMasked: true } or { IsStoppedOnPurpose: true })
        {
            string stopped = $"The php-fpm of {pool} was {(service.IsMasked ? "masked" : "stopped")} by somebody. Ask who did it before it is started.";
            return context.Refused("php-fpm", endpoint.Pool.MasterConfigurationPath) is { } refusal && !IsOfDirectoryAlone(refusal)
                ? new FpmDownReason(Cause.StoppedOnPurpose, $"{stopped} As its configuration is, it would not start.", [.. FindingText.OfTest(refusal)], [new Remedy($"Before it is started, correct {FindingText.PlaceOf(refusal)}.", "Test-FpmConfiguration")])
                : new FpmDownReason(Cause.StoppedOnPurpose, stopped, [], []);
        }

        return (OfConfiguration(context, endpoint, pool) is { } refused ? refused with { IsOfFiles = true } : null)
            ?? OfDirectory(endpoint, pool)
            ?? OfOrphans(service, pool)
            ?? OfAddress(context, endpoint, pool)
            ?? OfDescriptors(endpoint, pool)
            ?? OfPreload(context, endpoint, pool)
            ?? OfSandbox(context, endpoint, service, pool)
            ?? (endpoint.Socket!.FailedRung == FpmSocketRungKind.Listening && endpoint.Endpoint.IsUnixSocket
                ? new FpmDownReason(Cause.FpmCrashed, $"The php-fpm of {pool} is gone and did not end in order: its socket is still there, and nobody listens on it.", [], [])
                : new FpmDownReason(Cause.FpmNotRunning, $"The php-fpm of {pool} does not run, so that nobody takes what nginx hands over.", [], []));
    }

    /// <summary>True when a configuration is good, and only a directory that it names is not there.</summary>
    public static bool IsOfDirectoryAlone(ConfigurationTestResult test) =>
        test.Diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Error).All(diagnostic => diagnostic.Id == MissingDirectory);

    private static FpmDownReason? OfConfiguration(DiagnosisContext context, DiagnosedEndpoint endpoint, string pool)
    {
        if (context.Refused("php-fpm", endpoint.Pool!.MasterConfigurationPath) is { } test && !(endpoint.MissingDirectory is not null && IsOfDirectoryAlone(test)))
        {
            FindingEvidence[] evidence = [.. FindingText.OfTest(test)];
            if (IsOfSharedAddress(test))
            {
                return new FpmDownReason(
                    Cause.ListenConflict,
                    $"The php-fpm of {pool} does not start: two of its pools want to listen on the same address.",
                    evidence,
                    endpoint.Mismatch(AlignmentMismatchKind.ListenConflict)?.Remedies ?? [new Remedy("Give one of them another address in listen; then see that the test passes.", "Test-FpmConfiguration")]);
            }

            bool isUser = test.Diagnostics.Any(diagnostic => NoSuchUser.Any(words => diagnostic.Message.Contains(words, StringComparison.Ordinal)));
            return isUser
                ? new FpmDownReason(Cause.PoolUserMissing, $"The php-fpm of {pool} does not start: the user or group of a pool does not exist on this machine.", evidence,
                    [new Remedy("Correct user or group in that line, or create what it names; then see that the test passes.", "Test-FpmConfiguration")])
                : new FpmDownReason(Cause.FpmConfigurationInvalid, $"The php-fpm of {pool} does not start, since it refuses its configuration.", evidence,
                    [new Remedy($"Correct {FindingText.PlaceOf(test)}, or put the file back as it was; then see that the test passes.", "Test-FpmConfiguration")]);
        }

        FpmEventEvidence[] refusals = [.. Telling(context, endpoint, FpmLogEvent.ConfigurationInvalid).Where(refusal => refusal.Last > LastReady(context, endpoint))];
        return (refusals.Length == 0 && !Says(endpoint, RefusalWords)) || context.Snapshot.ConfigurationTests.Any(passed => passed is { Program: "php-fpm", Passed: true } && passed.ConfigurationPath == endpoint.Pool.MasterConfigurationPath)
            ? null
            : new FpmDownReason(Cause.FpmConfigurationInvalid, $"The php-fpm of {pool} does not start, since it refuses its configuration.", Lines(refusals), [new Remedy("See which line php-fpm refuses, and correct it.", "Test-FpmConfiguration")]);
    }

    private static FpmDownReason? OfOrphans(GatewayService? service, string pool) => service is { Orphans.Length: > 0 }
        ? new FpmDownReason(Cause.OrphanWorkers, $"The master of the php-fpm of {pool} was killed, and workers of it live on: they hold its addresses, so that it cannot be started again.", [], [])
        : null;

    private static FpmDownReason? OfDirectory(DiagnosedEndpoint endpoint, string pool) => endpoint.MissingDirectory is { } directory
        ? new FpmDownReason(
            Cause.RuntimeDirectoryMissing,
            $"The directory {SafeText.Escape(directory)} of the socket of {pool} is gone, as it is in memory only: php-fpm cannot start without it.",
            [new FindingEvidence("socket", "this directory is not there", SafeText.Escape(directory))],
            [
                new Remedy("Make the directory, then start php-fpm.", $"install -d -m 0755 {PasteText.Shell(directory)}{(endpoint.Service is { } service && StoppedServices.Start(service).Command is { } start ? $" && {start}" : string.Empty)}"),
                new Remedy("For the next boot: RuntimeDirectory= in its unit, or a line in /etc/tmpfiles.d."),
            ])
        : null;

    private static FpmDownReason? OfAddress(DiagnosisContext context, DiagnosedEndpoint endpoint, string pool)
    {
        // On an address that nobody listens on now, whoever held it has gone since.
        string[] free = [.. context.Endpoints.Where(other => other.Socket is { FailedRung: FpmSocketRungKind.Exists or FpmSocketRungKind.Listening, Facts.Listener: null }).Select(other => other.Endpoint.SocketPath ?? other.Endpoint.ToString())];
        FpmEventEvidence[] taken = [.. Telling(context, endpoint, FpmLogEvent.AnotherInstanceRunning, FpmLogEvent.SocketBindFailed).Where(found => found.Last > LastReady(context, endpoint) && found.Samples.Any(sample => IsTaken(sample.Text, free)))];
        string? told = endpoint.Service?.LastLines.FirstOrDefault(line => IsTaken(line, free));
        if (taken.Length == 0 && told is null)
        {
            return null;
        }

        // It may be the address of another pool that keeps the whole of it from starting.
        DiagnosedEndpoint held = context.Endpoints.FirstOrDefault(other => other.Socket?.Facts.Listener is not null
            && taken.SelectMany(found => found.Samples).Select(sample => sample.Text).Append(told).Any(line => line?.Contains(other.Endpoint.SocketPath ?? other.Endpoint.ToString(), StringComparison.Ordinal) == true)) ?? endpoint;
        FpmSocketListener? holder = held.Socket?.Facts.Listener;
        string start = endpoint.Service is { } service && StoppedServices.Start(service).Command is { } command ? $"; sleep 1; {command}" : string.Empty;
        return new FpmDownReason(
            Cause.ListenConflict,
            $"The php-fpm of {pool} does not start, since another process holds {(holder is null ? "an address that it wants" : $"{held.Endpoint}: {holder}")}.",
            [.. told is null ? [] : (FindingEvidence[])[new FindingEvidence("journal", told)], .. Lines(taken)],
            [
                .. holder is { IsFpm: false } ? SocketRemedies.Free(holder, endpoint.Service)
                    : [new Remedy("See who listens there, and stop it or choose another address.", $"Test-FpmSocket {PasteText.PowerShellArgument(held.Endpoint.ToString())} | Format-List")],
                .. holder is { IsFpm: true, IsMasterGone: false } ? (Remedy[])[new Remedy("Where it was started by hand: end it, and start the service.", $"kill -QUIT {holder.ProcessId}{start}", ChangeApplies.FpmRestart, Disruptions.FpmRestart)] : [],
            ]);
    }

    private static bool IsTaken(string line, string[] free) =>
        AddressWords.Any(words => line.Contains(words, StringComparison.Ordinal)) && !free.Any(address => line.Contains(address, StringComparison.Ordinal));

    private static FpmDownReason? OfPreload(DiagnosisContext context, DiagnosedEndpoint endpoint, string pool)
    {
        FpmFacts? facts = context.Snapshot.Configuration.Fpm.FirstOrDefault(fpm => fpm.ConfigurationPath == endpoint.Pool!.MasterConfigurationPath);
        string? script = facts?.PreloadPath;

        // Scripts say what they like while workers run them; between the end of a master and the start of the next PHP runs the preload script alone.
        DateTime? ended = Telling(context, endpoint, FpmLogEvent.Reloading, FpmLogEvent.Stopping, FpmLogEvent.Stopped).Max(found => found.Last);
        FpmEventEvidence[] said =
        [
            .. context.TellingOf(endpoint.Pool!.MasterConfigurationPath, [.. context.Snapshot.FpmEvents.Select(found => found.Event).Distinct()])
                .Where(found => found.Last > LastReady(context, endpoint) && (found.Event == FpmLogEvent.PhpMessage ? found.Last >= ended : found.Event != FpmLogEvent.WorkerOutput)
                    && found.Samples.Any(sample => PreloadWords.Any(words => sample.Text.Contains(words, StringComparison.Ordinal)))),
        ];
        if (script is null && facts is { MaxExecutionTime: not null } && !said.Any(found => found.Event == FpmLogEvent.PhpMessage))
        {
            // php.ini was read, and names none.
            return null;
        }

        // It says so to its standard error alone. A master that is gone after its reload, though the configuration passes, died of what the test leaves out.
        FpmEventEvidence[] reloads = [.. Telling(context, endpoint, FpmLogEvent.Reloading).Where(reload => reload.Last > LastReady(context, endpoint))];
        bool passes = context.Snapshot.ConfigurationTests.Any(test => test is { Program: "php-fpm", Passed: true, IsAsked: true } && test.ConfigurationPath == endpoint.Pool!.MasterConfigurationPath);
        bool failsAtStart = script is not null && endpoint.Service is { ExitCode: SoftwareFailure };
        return said.Length == 0 && !Says(endpoint, PreloadWords) && !(passes && ((script is not null && reloads.Length > 0) || failsAtStart)) ? null : new FpmDownReason(
            Cause.PreloadFailed,
            $"The php-fpm of {pool} {(reloads.Length > 0 ? "died in its reload" : "does not start")}, though its configuration passes: the script of opcache.preload{(script is null ? string.Empty : $" ({script})")} fails, which a test of the configuration does not run.",
            Lines(said.Concat(reloads)),
            [new Remedy("Mend the preload script, or take opcache.preload out of php.ini; then start php-fpm. What it says goes to the standard error of the start, as in the journal.", endpoint.Service?.Unit is { } unit ? $"journalctl -u {PasteText.Shell(unit)} -n 20" : null)]);
    }

    private static FpmDownReason? OfDescriptors(DiagnosedEndpoint endpoint, string pool) => !Says(endpoint, DescriptorWords) ? null : new FpmDownReason(
        Cause.TooManyOpenFiles,
        $"The php-fpm of {pool} does not start: it may open {(endpoint.Service!.Settings?.LimitNofile is { } limit ? $"{limit} files (LimitNOFILE of its unit)" : "too few files")}, and needs more for its sockets and logs.",
        [],
        [
            .. endpoint.Service.Unit is { } unit && endpoint.Service.Settings?.LimitNofile is not null ? (Remedy[])[UnitDropIn.Of(unit, "Let it open as many as usual, by a drop-in of its unit, and start it.", [UsualDescriptors])] : [],
            new Remedy("See which file of the unit says LimitNOFILE=, or raise rlimit_files of php-fpm; then start it.", $"systemctl cat {PasteText.Shell(endpoint.Service.Unit ?? endpoint.Service.Name)}"),
        ]);

    private static FpmDownReason? OfSandbox(DiagnosisContext context, DiagnosedEndpoint endpoint, GatewayService? service, string pool)
    {
        if (service is null)
        {
            return null;
        }

        string show = $"systemctl cat {PasteText.Shell(service.Unit ?? service.Name)}";
        if (service.ExitSignal == "SIGSYS")
        {
            // The signal is the filter's alone, and needs no setting beside it.
            return new FpmDownReason(
                Cause.SandboxDenied,
                $"The php-fpm of {pool} does not start: the kernel ends it at a system call that the sandbox of its unit forbids (SIGSYS).",
                [],
                [new Remedy("See which file of the unit has SystemCallFilter=, and take out of it what forbids the call, which the kernel's log names by its number. Then: systemctl daemon-reload, and start php-fpm.", show)]);
        }

        string[] words = UnitDropIn.TakesRights(service) ? [.. SandboxWords, .. RightsWords] : SandboxWords;
        bool isWorkerKilled = Telling(context, endpoint, FpmLogEvent.ChildExitedOnSignal).Any(death => death.Signal == BadSystemCall);
        FpmEventEvidence[] said = [.. Telling(context, endpoint, FpmLogEvent.StartFailed, FpmLogEvent.LogUnavailable, FpmLogEvent.SocketBindFailed, FpmLogEvent.Other, FpmLogEvent.InternalError)
            .Where(found => found.Last > LastReady(context, endpoint) && found.Samples.Any(sample => words.Any(word => sample.Text.Contains(word, StringComparison.Ordinal))))];
        string[] lines = [.. service.LastLines.Concat(said.SelectMany(found => found.Samples).Select(sample => sample.Text))];
        return service is { Settings.Sandbox.Length: > 0 } && (isWorkerKilled || said.Length > 0 || Says(endpoint, words))
            ? new FpmDownReason(
                Cause.SandboxDenied,
                $"The php-fpm of {pool} does not start: the sandbox of its unit forbids what it needs ({string.Join(", ", service.Settings.Sandbox)}).",
                Lines(said),
                [
                    .. lines.Select(line => UnitDropIn.For(service, line)).OfType<Remedy>().Take(1),
                    .. lines.Any(line => RightsWords.Any(word => line.Contains(word, StringComparison.Ordinal))) && UnitDropIn.Restoring(service) is { } rights ? (Remedy[])[rights] : [],
                    new Remedy("See which file of the unit forbids it, and take that line out, or allow it in a drop-in of your own. Then: systemctl daemon-reload, and start php-fpm.", show),
                ])
            : null;
    }

    private static DateTime LastReady(DiagnosisContext context, DiagnosedEndpoint endpoint) => Telling(context, endpoint, FpmLogEvent.Ready).Max(ready => ready.Last) ?? DateTime.MinValue;

    private static IReadOnlyList<FpmEventEvidence> Telling(DiagnosisContext context, DiagnosedEndpoint endpoint, params FpmLogEvent[] events) =>
        context.TellingOf(endpoint.Pool!.MasterConfigurationPath, events);

    // What goes to the standard error of a start is in the journal of its unit alone.
    private static bool Says(DiagnosedEndpoint endpoint, string[] words) => endpoint.Service is { } service && service.LastLines.Any(line => words.Any(word => line.Contains(word, StringComparison.Ordinal)));

    private static FindingEvidence[] Lines(IEnumerable<FpmEventEvidence> events) =>
        [.. events.SelectMany(found => found.Samples).OrderByDescending(sample => sample.Time).Take(2).Select(sample => new FindingEvidence("php-fpm's log", sample.Text, sample.Path, sample.LineNumber, sample.Time))];
}
