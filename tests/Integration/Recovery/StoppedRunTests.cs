using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>A run that somebody stops at its question has ended: the next one does not take it for killed.</summary>
[SupportedOSPlatform("linux")]
public sealed class StoppedRunTests
{
    [Fact]
    public async Task ARunThatIsStoppedAtItsQuestionHasEnded()
    {
        Incident incident = SituationCatalogue.Make<Incident>("FpmStandsStill");
        using LabSite site = await LabSite.StartAsync(directory => incident.Configure(directory, new LabSiteOptions()));
        await incident.BreakAsync(site.Hosts[0]);
        string state = Directory.CreateTempSubdirectory("nginx502-stopped-").FullName;
        try
        {
            var recovery = new GatewayRecovery(FileCalls.Kernel, state, Path.Combine(state, "run"), new SystemHolds(new NoPrograms(), [], isSystemd: false));
            var options = new RecoveryOptions { Target = new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath } };
            var stopping = new Dialogue(() => throw new OperationCanceledException());

            Assert.Throws<OperationCanceledException>(() => recovery.Run(options, stopping, out _));
            RecordedRun stopped = Assert.Single(recovery.Read().Runs);
            Assert.Equal((RecoveryOutcome.Declined, false), (stopped.Outcome, stopped.IsInterrupted));
            Assert.Empty(stopped.Acts);
            Assert.Contains("it was stopped, or nobody could be asked", stopped.Summary, StringComparison.Ordinal);

            RecoveryResult next = recovery.Run(options, new Dialogue(() => false), out _)!;
            Assert.Null(next.Interrupted);
            Assert.Equal(RecoveryOutcome.Declined, next.Outcome);
        }
        finally
        {
            await incident.MendAsync(site.Hosts[0]);
            Directory.Delete(state, recursive: true);
        }
    }

    private sealed class Dialogue(Func<bool> answer) : IRecoveryDialogue
    {
        public bool Allows(RecoveryStep step, string? note) => answer();

        public void Tell(string text)
        {
        }

        public void Warn(string text)
        {
        }
    }
}
