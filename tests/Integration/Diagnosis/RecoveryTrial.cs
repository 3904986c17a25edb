using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>A recovery that nobody watches, let loose on a broken site: it mends it, or it changes nothing and says what a person must do.</summary>
[SupportedOSPlatform("linux")]
internal static class RecoveryTrial
{
    /// <summary>Runs it. What is wrong with it; nothing when it did right.</summary>
    /// <param name="incident">What is broken.</param>
    /// <param name="host">The host.</param>
    /// <param name="isRecovered">True when the site is whole again.</param>
    public static IReadOnlyList<string> Run(Incident incident, LabHost host, out bool isRecovered)
    {
        string root = host.Site.Directory.Path;
        string state = Path.Combine(Path.GetTempPath(), $"nginx502-trial-{Guid.NewGuid():N}");
        try
        {
            Dictionary<string, string> before = Configuration(root);
            RecoveryResult? result = new GatewayRecovery(FileCalls.Kernel, state, Path.Combine(state, "run"), new SystemHolds(new NoPrograms(), [], isSystemd: false)).Run(
                new RecoveryOptions
                {
                    Target = new GatewayTarget { NginxConfigurationPath = host.Site.Nginx.ConfigurationPath, FpmConfigurationPath = host.Site.Fpm.ConfigurationPath },
                    Sites = host.Site.VisitorSocket is null ? [new Uri($"http://{host.Options.ServerName}:{host.Site.Nginx.Port}{incident.Page}")] : [],
                    IsUnattended = true,
                    Confirmation = TimeSpan.Zero,
                },
                new SilentDialogue(),
                out ChangeFailure? failure,
                CancellationToken.None);
            isRecovered = result is { Outcome: RecoveryOutcome.Recovered } && result.Steps.Any(step => step.Outcome == RecoveryStepOutcome.Recovered);
            LabReport.AddRecovery(incident, result);
            return [.. Judge(incident, result, failure, before.SequenceEqual(Configuration(root)))];
        }
        finally
        {
            if (Directory.Exists(state))
            {
                Directory.Delete(state, recursive: true);
            }
        }
    }

    private static IEnumerable<string> Judge(Incident incident, RecoveryResult? result, ChangeFailure? failure, bool isUnchanged)
    {
        if (result is null)
        {
            return [$"The recovery did not run: {failure}"];
        }

        RecoveryStepResult[] acts = [.. result.Steps.Where(step => step.Outcome != RecoveryStepOutcome.NotDone)];
        if (incident.MendedAlone is { } action)
        {
            return result.Outcome == RecoveryOutcome.Recovered && acts.Length == 1 && acts[0].Step.Action.ToString() == action && result.EvidencePath is not null
                ? []
                : [$"A recovery alone was to do {action}: {Text(result)}"];
        }

        return
        [
            .. isUnchanged ? Array.Empty<string>() : ["A recovery that nobody watches changed a configuration."],
            .. acts.Length == 0 ? Array.Empty<string>() : [$"A recovery that nobody watches acted: {Text(result)}"],

            // Where visitors of this page are served by now, or nothing of the gateway is wrong, nobody has to do anything.
            .. result is { Outcome: RecoveryOutcome.Healthy or RecoveryOutcome.Recovered or RecoveryOutcome.Held } || result.LeftToDo.Length > 0 ? Array.Empty<string>() : [$"A recovery left a person without a word: {Text(result)}"],
        ];
    }

    private static string Text(RecoveryResult result) => $"{result.Outcome}: {result.Summary} [{string.Join("; ", result.Steps.Select(step => $"{step} {step.Problem}"))}]";

    private static Dictionary<string, string> Configuration(string root) => Directory.EnumerateFiles(root, "*.conf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(path => path, File.ReadAllText);

    private sealed class SilentDialogue : IRecoveryDialogue
    {
        public bool Allows(RecoveryStep step, string? note) => false;

        public void Tell(string text)
        {
        }

        public void Warn(string text)
        {
        }
    }
}
