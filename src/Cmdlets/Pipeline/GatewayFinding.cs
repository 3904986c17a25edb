using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Reads configurations for a cmdlet, and says what is to be known of that: notes are warnings, places verbose lines, and finding none an error.</summary>
internal static class GatewayFinding
{
    /// <summary>The configurations of nginx.</summary>
    public static IReadOnlyList<NginxReading> Nginx(PSCmdlet cmdlet, GatewayTarget target)
    {
        GatewayReadings<NginxReading> found = GatewayReader.ReadNginx(target);
        Say(cmdlet, found.Notes, found.LookedAt);
        if (found.Readings.Count == 0)
        {
            cmdlet.WriteError(Errors.ConfigurationNotFound("nginx", "-NginxConfigPath", found.LookedAt));
        }

        return found.Readings;
    }

    /// <summary>The configurations of php-fpm.</summary>
    public static IReadOnlyList<FpmReading> Fpm(PSCmdlet cmdlet, GatewayTarget target)
    {
        GatewayReadings<FpmReading> found = GatewayReader.ReadFpm(target);
        Say(cmdlet, found.Notes, found.LookedAt);
        if (found.Readings.Count == 0)
        {
            cmdlet.WriteError(Errors.ConfigurationNotFound("php-fpm", "-FpmConfigPath", found.LookedAt));
        }

        return found.Readings;
    }

    /// <summary>The configurations of nginx where there are any: a machine may have php-fpm alone.</summary>
    public static GatewayReadings<NginxReading> NginxIfAny(PSCmdlet cmdlet, GatewayTarget target)
    {
        GatewayReadings<NginxReading> found = GatewayReader.ReadNginx(target);
        Say(cmdlet, found.Notes, found.LookedAt);
        return found;
    }

    /// <summary>The configurations of php-fpm where there are any.</summary>
    public static GatewayReadings<FpmReading> FpmIfAny(PSCmdlet cmdlet, GatewayTarget target)
    {
        GatewayReadings<FpmReading> found = GatewayReader.ReadFpm(target);
        Say(cmdlet, found.Notes, found.LookedAt);
        return found;
    }

    /// <summary>Warns of each configuration that its program would refuse.</summary>
    public static void WarnIfRefused(PSCmdlet cmdlet, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        foreach (NginxReading reading in nginx)
        {
            WarnIfRefused(cmdlet, "nginx", reading.Configuration.Path, reading.Configuration.Problems);
        }

        foreach (FpmReading reading in fpm)
        {
            WarnIfRefused(cmdlet, "php-fpm", reading.Configuration.Path, reading.Configuration.Diagnostics);
        }
    }

    /// <summary>Warns of a configuration that its program would refuse: what is told of it may not be what holds.</summary>
    public static void WarnIfRefused(PSCmdlet cmdlet, string program, string path, IReadOnlyList<ConfigurationDiagnostic> diagnostics)
    {
        ConfigurationDiagnostic[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Error)];
        if (errors.Length > 0)
        {
            string more = errors.Length > 1 ? $" and {errors.Length - 1} more" : string.Empty;
            cmdlet.WriteWarning($"{program} would refuse {SafeText.Escape(path)}: {errors[0]}{more}. {(program == "nginx" ? "Test-NginxConfiguration" : "Test-FpmConfiguration")} tells all.");
        }
    }

    private static void Say(PSCmdlet cmdlet, IReadOnlyList<string> notes, IReadOnlyList<string> lookedAt)
    {
        foreach (string place in lookedAt)
        {
            cmdlet.WriteVerbose(place);
        }

        foreach (string note in notes)
        {
            cmdlet.WriteWarning(note);
        }
    }
}
