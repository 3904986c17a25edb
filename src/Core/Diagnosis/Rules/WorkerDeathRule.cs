using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>Workers die in the middle of requests: of a crash, of the kernel for want of memory, of a sandbox, or of their own script.</summary>
internal sealed class WorkerDeathRule : IDiagnosisRule
{
    private const int Killed = 9;
    private const int Terminated = 15;
    private const int BadSystemCall = 31;

    // php-src: sapi/fpm/fpm/fpm_config.h, FPM_EXIT_SOFTWARE: a worker that could not be set up.
    private const int NotSetUp = 70;

    private static readonly Regex Request = new("request: \"([^\"]+)\"", RegexOptions.CultureInvariant);

    private static readonly Symptom[] Symptoms = [Symptom.ConnectionReset, Symptom.ConnectionClosedEarly, Symptom.ConnectionClosedWhileSending, Symptom.ResponseTruncated];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        FpmEventEvidence[] deaths = [.. context.Telling(FpmLogEvent.ChildExitedOnSignal).Where(death => death.Signal is not (null or Terminated))];
        foreach (IGrouping<(string? Pool, string? Master, bool IsKilled, bool IsForbidden), FpmEventEvidence> group in deaths.GroupBy(death => (death.Pool, death.ConfigurationPath, death.Signal == Killed, death.Signal == BadSystemCall)))
        {
            yield return group.Key.IsForbidden ? Forbidden(context, [.. group], group.Key.Pool)
                : group.Key.IsKilled ? Dead(context, [.. group], group.Key.Pool)
                : Crashed(context, [.. group], group.Key.Pool);
        }

        foreach (IGrouping<(string? Pool, string? Master, bool IsNotSetUp), FpmEventEvidence> group in context.Telling(FpmLogEvent.ChildExited, FpmLogEvent.ChildInitializationFailed)
            .Where(death => death.ExitCode is > 0 || death.Event == FpmLogEvent.ChildInitializationFailed)
            .GroupBy(death => (death.Pool, death.ConfigurationPath, death.ExitCode == NotSetUp || death.Event == FpmLogEvent.ChildInitializationFailed)))
        {
            yield return group.Key.IsNotSetUp ? (context.EndpointOfPool(group.Key.Pool, group.Key.Master)?.Service is { } service && UnitDropIn.TakesCapabilities(service)
                    ? NotAllowed(context, [.. group], group.Key.Pool, service)
                    : NeverSetUp(context, [.. group], group.Key.Pool))
                : Exited(context, [.. group], group.Key.Pool);
        }
    }

    private static Finding Crashed(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool)
    {
        KernelEvent[] told = Kernel(context, deaths, KernelEventKind.Segfault, KernelEventKind.ProtectionFault, KernelEventKind.InvalidOpcode, KernelEventKind.Trap);
        string? library = told.Select(line => line.Library).FirstOrDefault(name => name is not null && !name.StartsWith("php", StringComparison.Ordinal));
        bool isExtension = library is not null && IsExtension(library);
        return WithKernel(
            Make(context, deaths, pool, Cause.WorkerCrashed) with
            {
                Explanation = $"Workers of pool {pool} crash in the middle of requests (signal {deaths[0].Signal}){(library is null ? ": an extension, opcache's JIT, a script that recurses without end, or PHP itself" : $", in {library}")}.{While(context, deaths, pool)}",
                ConfidenceReason = told.Length > 0 ? "php-fpm tells the signal, and the kernel where it happened." : "php-fpm tells the signal.",
                Remedies =
                [
                    new Remedy("See which library it was: the kernel names it.", "Get-502Timeline WorkerCrash"),
                    new Remedy($"Switch off {(isExtension ? library : "the extension that was added last, or opcache.jit,")} in php.ini, and restart php-fpm.{(library is null || isExtension ? string.Empty : $" {library} itself is the system's, and only where it happened.")}", null, ChangeApplies.FpmRestart, Disruptions.FpmRestart),
                ],
            },
            told);
    }

    // Extensions are called as they are loaded, opcache.so; libraries of the system have their version behind, libc.so.6, or begin with lib.
    private static bool IsExtension(string library) =>
        library.EndsWith(".so", StringComparison.Ordinal) && !library.StartsWith("lib", StringComparison.Ordinal) && !library.StartsWith("ld-", StringComparison.Ordinal);

    private static Finding Dead(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool)
    {
        KernelEvent[] told = Kernel(context, deaths, KernelEventKind.OomKill);

        // In a container the kernel's lines are not to be seen, and its counters are: what it counted before says nothing of these.
        string? master = context.PoolOf(pool, deaths[0].ConfigurationPath)?.MasterConfigurationPath ?? deaths[0].ConfigurationPath;
        bool isOom = told.Length > 0 || (context.Snapshot.Resources?.Groups ?? []).Any(group => group is { Program: "php-fpm", NewOutOfMemoryKills: > 0 } && (master is null || group.ConfigurationPath == master));
        string? limit = told.Select(line => line.LimitingGroup).FirstOrDefault(group => group is not null);
        return WithKernel(
            Make(context, deaths, pool, isOom ? Cause.WorkerKilledByOom : Cause.WorkerCrashed) with
            {
                Explanation = isOom
                    ? $"The kernel kills workers of pool {pool} for want of memory{(limit is null ? string.Empty : $" within {SafeText.Escape(limit)}")}: more of them run than fit, or one takes too much."
                    : $"Workers of pool {pool} are killed (SIGKILL) in the middle of requests: by somebody, or by the kernel for want of memory.",
                Confidence = told.Length > 0 ? Confidence.Certain : isOom ? Confidence.Likely : Confidence.Possible,
                ConfidenceReason = told.Length > 0 ? "The kernel names the workers that it killed." : isOom ? "The kernel counted kills for want of memory; whom it killed was not seen." : "php-fpm tells the signal; who sent it is not known.",
                Remedies = !isOom
                    ? [new Remedy("Find out who kills them: a script of an administrator, a monitoring program, or the kernel, whose log tells.", "journalctl -k --grep 'Out of memory|Killed process' --since -1h")]
                    :
                [
                    TuningText.FewerWorkers(context, context.PoolOf(pool, deaths[0].ConfigurationPath)),
                    new Remedy("Or lower memory_limit of PHP, or give the machine or its control group more memory."),
                ],
            },
            told);
    }

    private static Finding Forbidden(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool)
    {
        GatewayService? service = context.EndpointOfPool(pool, deaths[0].ConfigurationPath)?.Service;
        return Make(context, deaths, pool, Cause.SandboxDenied) with
        {
            Explanation = $"Workers of pool {pool} are ended by the kernel for a system call that they may not make (signal {BadSystemCall}, SIGSYS): the sandbox of the unit forbids it.",
            ConfidenceReason = "Only a filter of system calls sends that signal.",
            Remedies = [new Remedy("See which file of the unit has SystemCallFilter=, and take out of it what forbids the call. Then: systemctl daemon-reload, and restart php-fpm.", service?.Unit is { } unit ? $"systemctl cat {PasteText.Shell(unit)}" : null, ChangeApplies.FpmRestart, Disruptions.FpmRestart)],
        };
    }

    private static Finding NeverSetUp(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool) => Make(context, deaths, pool, Cause.WorkerStartFails) with
    {
        Explanation = $"Workers of pool {pool} end before they take a request (exit code {NotSetUp}): what the pool asks for cannot be done, as chdir or chroot to a directory that is not there. php-fpm starts the next at once, and so on.",
        ConfidenceReason = "php-fpm gives that exit code to nothing else.",
        Remedies =
        [
            new Remedy("See what its workers say, and correct chdir, chroot or what else is named.", $"Get-FpmLogEntry -Level Warning, Error, Alert -Tail 20"),
            .. context.PoolOf(pool, deaths[0].ConfigurationPath) is { } known && (known.Chdir ?? known.Chroot) is { } directory
                ? [new Remedy($"Pool {known.Pool} asks for {SafeText.Escape(directory)}: see whether it is there.", $"ls -ld {PasteText.Shell(directory)}")]
                : Array.Empty<Remedy>(),
        ],
    };

    // php-src: sapi/fpm/fpm/fpm_unix.c, fpm_unix_init_child: failed to setuid(33): Operation not permitted.
    private static Finding NotAllowed(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool, GatewayService service)
    {
        Finding finding = NeverSetUp(context, deaths, pool);
        return finding with
        {
            Cause = Cause.SandboxDenied,
            Confidence = Confidence.Likely,
            ConfidenceReason = "php-fpm gives that exit code to nothing else, and the unit takes rights from it that its workers need to be set up.",
            Explanation = $"Workers of pool {pool} end before they take a request (exit code {NotSetUp}): {service.Unit ?? service.Name} takes rights of root from php-fpm, without which no worker becomes the user of its pool.",
            Evidence = [.. service.Settings!.Sandbox.Where(setting => setting.StartsWith(UnitDropIn.Capabilities, StringComparison.Ordinal)).Select(setting => new FindingEvidence(FindingEvidence.Service, $"{service.Unit}: {setting}", Time: service.Time)), .. finding.Evidence],
            Remedies = [.. UnitDropIn.Restoring(service) is { } rights ? (Remedy[])[rights] : [], .. finding.Remedies],
        };
    }

    private static Finding Exited(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool) => Make(context, deaths, pool, Cause.WorkerExited) with
    {
        Explanation = $"Workers of pool {pool} end with exit code {deaths[0].ExitCode} in the middle of requests: a script or an extension ends the process.",
        Confidence = Confidence.Likely,
        ConfidenceReason = "php-fpm tells the exit code; which script it was is in its output.",
        Remedies = [new Remedy("See what the scripts said before.", "Get-FpmLogEntry -Level Warning, Error, Alert -Since 1h")],
    };

    private static KernelEvent[] Kernel(DiagnosisContext context, FpmEventEvidence[] deaths, params KernelEventKind[] kinds) =>
    [
        .. (context.Snapshot.Timeline?.KernelEvents ?? []).Where(line => kinds.Contains(line.Kind) && deaths.Any(death => death.ProcessIds.Contains(line.ProcessId)))
            .OrderByDescending(line => line.Time).Take(2),
    ];

    private static Finding WithKernel(Finding finding, KernelEvent[] told) => finding with
    {
        Evidence = [.. told.Select(line => new FindingEvidence("kernel", line.Text, Time: line.Time)), .. finding.Evidence],
    };

    // Where all that is known died at one address, that is where to look.
    private static string While(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool)
    {
        string[] requests =
        [
            .. (context.EndpointOfPool(pool, deaths[0].ConfigurationPath)?.Showing(Symptoms) ?? []).SelectMany(error => error.Samples).Where(sample => SharedErrors.IsWithin(deaths, sample.Time))
                .Select(sample => Request.Match(sample.Text)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct(),
        ];
        return requests is [{ } only] ? $" The last died at {only}." : string.Empty;
    }

    // A php-fpm that ended took with it what its workers died of.
    private static DateTime? Ended(DiagnosisContext context, DiagnosedEndpoint? endpoint) => endpoint is null ? null : PastOutage.EventsOf(context, endpoint).Max(happened => (DateTime?)happened.Time);

    private static Finding Make(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool, Cause cause)
    {
        DiagnosedEndpoint? endpoint = context.EndpointOfPool(pool, deaths[0].ConfigurationPath);
        Symptom[] shown = cause == Cause.WorkerStartFails ? [.. Symptoms, Symptom.ResponseTimedOut, Symptom.BacklogFull, Symptom.ConnectTimedOut] : Symptoms;
        IReadOnlyList<ErrorEvidence> errors = endpoint?.Showing(shown) ?? [];
        Finding finding = FindingText.WithErrors(
            new Finding
            {
                Cause = cause,
                Severity = context.SeverityOf(endpoint, errors),
                Confidence = Confidence.Certain,
                ConfidenceReason = string.Empty,
                IsPresent = context.GoesOn(deaths, errors, context.LoadedAt(endpoint) ?? Ended(context, endpoint)),
                Status = cause == Cause.WorkerStartFails ? 504 : 502,
                Endpoint = endpoint?.Endpoint,
                Pool = pool,
                ConfigurationPath = (endpoint?.Pool ?? context.PoolOf(pool, deaths[0].ConfigurationPath))?.ConfigurationPath,
                Servers = cause == Cause.WorkerStartFails ? endpoint?.Servers ?? [] : SharedErrors.ServersOf(endpoint, errors, deaths),
                Explanation = string.Empty,
            },
            errors);
        Finding own = SharedErrors.Part(context, finding, deaths);
        return FindingText.WithEvents(own.ErrorCount == 0 ? own with { Severity = context.SeverityOf(endpoint, []) } : own, deaths);
    }
}
