using Nginx502.Inspection;

namespace Nginx502;

/// <summary>
/// Tests configurations: by asking the program as the running master would, where nothing that is real can be changed by it, and by our own
/// reading, which knows the column, tells more than the first error, and names what the program accepts and nobody can have meant.
/// </summary>
public static class ConfigurationTester
{
    /// <summary>Tests a configuration of nginx.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ConfigurationTestResult Test(NginxReading reading, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ConfigurationCheck check = NginxCheck.Run(reading.Instance, CheckSurroundings.Of(reading), cancellationToken);
        return Join("nginx", reading.Configuration.Path, reading.Instance.Master?.ProcessId, reading.Instance.Build?.Version, check, new OwnReading(reading.Configuration.Check(), IsAccepted: false, reading.Configuration.IsComplete));
    }

    /// <summary>Tests a configuration of php-fpm.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ConfigurationTestResult Test(FpmReading reading, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ConfigurationCheck check = FpmCheck.Run(reading.Instance, CheckSurroundings.Of(reading), cancellationToken);
        return Join("php-fpm", reading.Configuration.Path, reading.Instance.Master?.ProcessId, reading.Configuration.Options.PhpVersion, check, new OwnReading(reading.Configuration.Diagnostics, reading.Configuration.IsAccepted, reading.Configuration.IsComplete));
    }

    private static ConfigurationTestResult Join(
        string program, string path, int? processId, string? version, ConfigurationCheck check, OwnReading own)
    {
        IReadOnlyList<ConfigurationDiagnostic> diagnostics = JoinedDiagnostics.Of(check, own.Diagnostics, own.IsAccepted);
        return new ConfigurationTestResult(
            (check.WasRun ? check.Passed : own.IsComplete) && !diagnostics.Any(diagnostic => diagnostic is { Severity: >= Severity.Error, Source: ConfigurationDiagnostic.OwnSource }),
            program,
            SafeText.Escape(path),
            processId,
            version,
            check.WasRun,
            check.WasRun ? string.Join(' ', [check.Program, .. check.Arguments.Select(PasteText.Shell)]) : null,
            [.. diagnostics],
            [.. check.NotSeen, .. check.BoundPorts ? [PortsBound()] : Array.Empty<NotSeen>()],
            check.Output,
            check.Duration);
    }

    private static NotSeen PortsBound() => new(
        "whether the ports are free of other programs all the time",
        "nginx does not run, so that the check itself bound them for a moment",
        "Start nginx when it suits.");

    private sealed record OwnReading(IReadOnlyList<ConfigurationDiagnostic> Diagnostics, bool IsAccepted, bool IsComplete);
}
