namespace Nginx502.Diagnosis;

/// <summary>
/// Whoever restarts or reloads php-fpm for one trouble has it take up whatever was changed in its files since it loaded them: that is said, and looked at first.
/// </summary>
internal static class UnloadedChanges
{
    private const string Look = "Test-FpmConfiguration";
    private const int Named = 3;

    /// <summary>The finding with that.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="finding">The finding.</param>
    public static Finding Tell(DiagnosisContext context, Finding finding)
    {
        int load = Array.FindIndex(finding.Remedies, remedy => remedy.Applies is ChangeApplies.FpmReload or ChangeApplies.FpmRestart);

        // Where that they were not loaded is the trouble itself, it is told already.
        if (load < 0 || finding.Cause == Cause.FpmNotReloaded || FactsOf(context, finding) is not { ProcessId: not null, ChangedFiles: { Length: > 0 } changed } fpm)
        {
            return finding;
        }

        Remedy own = finding.Remedies[load];
        string files = string.Join(", ", changed.Take(Named).Select(file => $"{SafeText.Escape(file.Path)} (changed {ChecklistText.Moment(file.Time, context.Snapshot.Time)})"));
        Remedy told = own with { Description = $"{own.Description.TrimEnd('.')}. It would take up what was changed since it loaded its configuration: {files}{(changed.Length > Named ? $" and {changed.Length - Named} more" : string.Empty)}." };
        bool isLookedAt = finding.Remedies.Take(load).Any(remedy => remedy.Command == Look);
        return finding with { Remedies = [.. finding.Remedies.Take(load), .. isLookedAt ? [] : (Remedy[])[First(context, fpm)], told, .. finding.Remedies.Skip(load + 1)] };
    }

    private static Remedy First(DiagnosisContext context, FpmFacts fpm) => context.Refused("php-fpm", fpm.ConfigurationPath) is { } refusal
        ? new Remedy($"Correct {FindingText.PlaceOf(refusal)} first: php-fpm refuses its files as they are now, and would not come up.", Look)
        : new Remedy("Look first whether php-fpm accepts its files as they are now.", Look);

    // Where no pool is known, the only php-fpm there is.
    private static FpmFacts? FactsOf(DiagnosisContext context, Finding finding) => context.EndpointOf(finding.Endpoint)?.Pool is { } pool
        ? context.Snapshot.Configuration.Fpm.FirstOrDefault(fpm => fpm.ConfigurationPath == pool.MasterConfigurationPath)
        : context.Snapshot.Configuration.Fpm is [{ } only] ? only : null;
}
