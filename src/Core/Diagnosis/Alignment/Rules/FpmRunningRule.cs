namespace Nginx502.Diagnosis;

/// <summary>The pool that nginx leads to is configured, and its php-fpm does not run.</summary>
internal sealed class FpmRunningRule : IAlignmentRule
{
    private const string UnitEnding = ".service";

    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: not null, Server: { Endpoint: { } endpoint, IsDown: false }, Pool: { IsRunning: false } pool, Facts.IsListening: false })
        {
            yield break;
        }

        bool hasOther = pair.HasOtherServer;
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.FpmNotRunning,
            hasOther ? Severity.Warning : Severity.Error,
            502,
            $"The php-fpm of pool {pool.Pool}{(pool.PhpVersion is { } version ? $" (PHP {version})" : string.Empty)} does not run: nobody listens on {endpoint}.{(hasOther ? " Another server of the group answers in its place." : string.Empty)}",
            pair.NginxPlace,
            AlignmentPlace.Of(pool, "listen"),
            Remedies(pair.Fpm?.Boot?.Unit));
    }

    private static Remedy[] Remedies(string? unit)
    {
        if (unit is null)
        {
            return [new Remedy("Start it, unless it was stopped on purpose; its error_log says why it ended.")];
        }

        string name = PasteText.Shell(unit.EndsWith(UnitEnding, StringComparison.Ordinal) ? unit[..^UnitEnding.Length] : unit);
        return [new Remedy("Start it, unless it was stopped on purpose.", $"systemctl start {name}"), new Remedy("Look why it ended.", $"systemctl status {name}")];
    }
}
