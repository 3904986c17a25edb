using System.Text.Json;
using Nginx502.Recovery;
using Nginx502.UnitTests.Diagnosis.Checklist;

namespace Nginx502.UnitTests.Recovery.Plan;

/// <summary>What this module wrote, and its program refuses, is put back alone as long as it still is what was written.</summary>
public sealed class OwnChangeStepRuleTests : IDisposable
{
    private readonly ChangeLab _lab = new();
    private readonly string _files = Directory.CreateTempSubdirectory("nginx502-own-change-").FullName;

    public void Dispose()
    {
        _lab.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    [Fact]
    public void ItsOwnFileIsPutBackAlone()
    {
        _lab.Transaction().Run(_lab.Both());

        RecoveryStep step = Planned(_lab.Pool)!;
        ActResult result = Do(step);

        Assert.Equal((_lab.Pool, 1, true, null, true), (step.Target, step.ChangeId, step.IsAllowedAlone, step.NotAloneReason, step.CanUndo));
        Assert.Equal("Restore-GatewayConfiguration -Change 1", step.Command);
        Assert.Equal((null, 2), (result.Problem, result.ChangeId));
        _lab.AssertOld();

        Assert.Null(result.Undo!());
        _lab.AssertNew();
    }

    [Fact]
    public void AFileThatSomebodyChangedSinceIsNotPutBack()
    {
        _lab.Transaction().Run(_lab.One());
        RecoveryStep? step = Planned(_lab.Pool);
        File.AppendAllText(_lab.Pool, "; somebody's\n");

        Assert.Contains("changed", Do(step!).Problem, StringComparison.Ordinal);

        Assert.Equal(ChangeLab.NewPool + "; somebody's\n", File.ReadAllText(_lab.Pool));
        Assert.Equal(1, _lab.Only().Id);
    }

    [Fact]
    public void AFileOfAnotherIsNoneOfItsOwn()
    {
        _lab.Transaction().Run(_lab.One());

        Assert.Null(Planned(_lab.Site));
    }

    [Fact]
    public void WhatWasUndoneIsNotUndoneOnceMore()
    {
        _lab.Transaction().Run(_lab.One());
        _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", 1));

        Assert.Null(Planned(_lab.Pool));
    }

    [Fact]
    public void WhatItsProgramAcceptsStays()
    {
        _lab.Transaction().Run(_lab.One());

        Assert.DoesNotContain(RecoveryPlanner.Plan(ChecklistWorld.Healthy with { ConfigurationTests = ChecklistWorld.Accepted }, _lab.Changes()).Steps, step => step.Action == RecoveryAction.RestoreConfiguration);
    }

    // The php-fpm that ended over a file that it refuses.
    private RecoveryStep? Planned(string refused)
    {
        string text = File.ReadAllText(TestData.Path("diagnosis/FpmCrashed/FpmKilled.fires.json"));
        GatewaySnapshot snapshot = SnapshotJson.Read(JsonDocument.Parse(text).RootElement.GetProperty("Snapshot").GetRawText());
        string main = snapshot.Configuration.Pools[0].MasterConfigurationPath;
        snapshot = snapshot with
        {
            ConfigurationTests = [ChecklistWorld.Test("php-fpm", main, passed: false, isAsked: true, new ConfigurationDiagnostic(Severity.Error, "Refused", "unknown entry 'pm.max_childrn'", refused, 4))],
        };
        return RecoveryPlanner.Plan(snapshot, _lab.Changes()).Steps.SingleOrDefault(step => step.Action == RecoveryAction.RestoreConfiguration);
    }

    private ActResult Do(RecoveryStep step) => new StepActs("Invoke-502Recovery", null, new GatewayTarget { RootPath = _files }, _lab.State).Do(step, isUnattended: true, isAllowed: false, CancellationToken.None);
}
