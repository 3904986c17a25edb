namespace Nginx502.Inspection;

/// <summary>Asks the programs about configurations that they have not loaded: what is loaded and unchanged passed already.</summary>
internal static class UnloadedConfigurations
{
    /// <summary>Tests those that need it.</summary>
    public static ConfigurationTestResult[] Test(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, GatewayConfiguration configuration, CancellationToken cancellationToken)
    {
        var tests = new List<ConfigurationTestResult>();
        foreach (NginxReading reading in nginx.Where(reading => reading.Instance.Files.IsHost))
        {
            NginxFacts? facts = configuration.Nginx.FirstOrDefault(known => known.ProcessId == reading.Instance.Master?.ProcessId && known.ConfigurationPath == SafeText.Escape(reading.Configuration.Path));
            if (facts is not { ProcessId: not null, ChangedFiles.Count: 0 })
            {
                tests.Add(ConfigurationTester.Test(reading, cancellationToken));
            }
        }

        foreach (FpmReading reading in fpm.Where(reading => reading.Instance.Files.IsHost))
        {
            FpmFacts? facts = configuration.Fpm.FirstOrDefault(known => known.ProcessId == reading.Instance.Master?.ProcessId && known.ConfigurationPath == SafeText.Escape(reading.Configuration.Path));
            if (facts is not { ProcessId: not null, ChangedFiles.Count: 0 })
            {
                tests.Add(ConfigurationTester.Test(reading, cancellationToken));
            }
        }

        return [.. tests];
    }
}
