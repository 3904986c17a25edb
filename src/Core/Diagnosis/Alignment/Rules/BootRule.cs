namespace Nginx502.Diagnosis;

/// <summary>What works now and will not after a boot: a service that is not started, or a socket's directory that is gone with the memory it lay in.</summary>
internal sealed class BootRule : IAlignmentRule
{
    private static readonly string[] Volatile = ["/run/", "/var/run/"];

    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is { Upstream: not null, Nginx.Boot: { IsEnabled: false } nginx })
        {
            yield return NotStarted(nginx, pair.NginxPlace, null);
        }

        if (pair is not { Pool: { } pool, Fpm.Boot: { } boot })
        {
            yield break;
        }

        AlignmentPlace listen = AlignmentPlace.Of(pool, "listen");
        if (boot.IsEnabled == false)
        {
            yield return NotStarted(boot, null, listen);
        }

        if (pool.Endpoint is { IsUnixSocket: true } endpoint && Path.GetDirectoryName(endpoint.SocketPath) is { } directory
            && Volatile.Any(place => (directory + "/").StartsWith(place, StringComparison.Ordinal)) && !IsMade(directory, boot))
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.RuntimeDirectoryNotMade,
                Severity.Warning,
                502,
                $"{directory} is in memory and gone after a boot, and neither {boot.Unit} nor tmpfiles.d makes it: php-fpm will not start then.",
                pair.NginxPlace,
                listen,
                [new Remedy($"Add RuntimeDirectory={directory[(directory.IndexOf("run/", StringComparison.Ordinal) + 4)..]} to the [Service] section.", $"systemctl edit {PasteText.Shell(boot.Unit)}")]);
        }
    }

    private static bool IsMade(string directory, BootFacts boot)
    {
        string real = directory.StartsWith("/var/run", StringComparison.Ordinal) ? directory["/var".Length..] : directory;
        return real == "/run" || boot.MadeDirectories.Contains(real, StringComparer.Ordinal);
    }

    private static AlignmentMismatch NotStarted(BootFacts boot, AlignmentPlace? nginx, AlignmentPlace? fpm) => new(
        AlignmentMismatchKind.NotStartedAtBoot,
        Severity.Warning,
        502,
        $"{boot.Unit} is not enabled: it will not be started at the next boot.",
        nginx,
        fpm,
        [new Remedy("Enable it.", $"systemctl enable {PasteText.Shell(boot.Unit)}")]);
}
