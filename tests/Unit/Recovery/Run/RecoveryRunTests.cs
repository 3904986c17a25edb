using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>What nobody may do unattended is refused with its reason, and what cannot be told afterwards is not begun.</summary>
public sealed class RecoveryRunTests
{
    private const string NoService = "nginx502-no-such-service";

    public static TheoryData<RecoveryAction> Actions => [.. Enum.GetValues<RecoveryAction>().Where(action => action != RecoveryAction.StartService)];

    [Theory]
    [MemberData(nameof(Actions))]
    public void WithAFullDiskNothingButAStartIsDone(RecoveryAction action)
    {
        using var lab = new RecoveryLab(_ => false);
        RecoveryOptions options = lab.Options(isUnattended: true, Start(), lab.Step with { Number = 2, Action = action }) with { Allow = [action] };

        RecoveryStepResult[] steps = lab.Go(options, Full()).Steps;

        Assert.StartsWith($"There is no service {NoService} any more.", steps[0].Problem, StringComparison.Ordinal);
        Assert.Equal(RecoveryStepOutcome.NotDone, steps[1].Outcome);
        Assert.StartsWith("The journal cannot be kept on the disk (", steps[1].Problem, StringComparison.Ordinal);
        Assert.EndsWith("): only a service that failed is started then.", steps[1].Problem, StringComparison.Ordinal);
        Assert.False(lab.HasActed);
    }

    [Fact]
    public void WithAFullDiskAPersonStartsServicesAloneToo()
    {
        using var lab = new RecoveryLab(_ => false);

        RecoveryStepResult[] steps = lab.Go(lab.Options(isUnattended: false, Start(), lab.Step with { Number = 2, Action = RecoveryAction.RestartService }), Full()).Steps;

        Assert.StartsWith("The journal cannot be kept on the disk (", steps[1].Problem, StringComparison.Ordinal);
        Assert.False(lab.HasActed);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void WithoutEvidenceNothingButAStartIsDone(RecoveryAction action)
    {
        using var lab = new RecoveryLab(_ => false);
        Directory.CreateDirectory(lab.State);
        File.WriteAllText(Path.Combine(lab.State, "incidents"), "no directory");
        RecoveryOptions options = lab.Options(isUnattended: true, Start(), lab.Step with { Number = 2, Action = action }) with { Allow = [action] };

        RecoveryResult result = lab.Go(options);

        Assert.Null(result.EvidencePath);
        Assert.StartsWith("The evidence was not saved: ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.StartsWith($"There is no service {NoService} any more.", result.Steps[0].Problem, StringComparison.Ordinal);
        Assert.Equal((RecoveryStepOutcome.NotDone, "The evidence could not be saved: only a service that failed is started then."), (result.Steps[1].Outcome, result.Steps[1].Problem));
        Assert.False(lab.HasActed);
    }

    [Fact]
    public void WithADiskAndEvidenceTheSameStepIsDone()
    {
        using var lab = new RecoveryLab(_ => false);

        RecoveryResult result = lab.Go(lab.Options(isUnattended: true));

        Assert.Equal(RecoveryStepOutcome.Done, Assert.Single(result.Steps).Outcome);
        Assert.True(lab.HasActed);
        Assert.StartsWith(Path.Combine(lab.State, "incidents") + "/", result.EvidencePath, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(result.EvidencePath!, "snapshot.json")));
    }

    [Fact]
    public void AnEndpointThatAnsweredAtOneOfTheLooksIsLeftAlone()
    {
        using var lab = new RecoveryLab(_ => false);

        RecoveryStepResult step = Assert.Single(lab.Go(lab.Options(isUnattended: true, lab.Step with { Endpoint = lab.Pool.Endpoint }), null, lab.Pool.Endpoint.ToString()).Steps);

        Assert.Equal((RecoveryStepOutcome.NotDone, $"{lab.Pool.Endpoint} answered at one of the looks: its failure is not confirmed."), (step.Outcome, step.Problem));
        Assert.False(lab.HasActed);
    }

    [Fact]
    public void WhatTakesAPersonIsNotDoneAlone()
    {
        using var lab = new RecoveryLab(_ => false);

        RecoveryStepResult step = Assert.Single(lab.Go(lab.Options(isUnattended: true, lab.Step with { IsAllowedAlone = false, NotAloneReason = "It takes somebody who knows." })).Steps);

        Assert.Equal((RecoveryStepOutcome.NotDone, "It takes somebody who knows."), (step.Outcome, step.Problem));
        Assert.False(lab.HasActed);
    }

    // The runs of the minutes after see no more than the first, and name what that saw; one that was held saw nothing.
    [Fact]
    public void WhatIsLeftToAPersonHasItsEvidenceOnceAnIncident()
    {
        using var lab = new RecoveryLab(_ => false);
        RecoveryOptions options = lab.Options(isUnattended: true, lab.Step with { IsAllowedAlone = false, NotAloneReason = "It takes somebody who knows." });

        End(RecoveryOutcome.Held, null);
        RecoveryResult first = lab.Go(options);
        End(RecoveryOutcome.PersonNeeded, first.EvidencePath);
        RecoveryResult second = lab.Go(options);
        End(RecoveryOutcome.Recovered, null);
        RecoveryResult lately = lab.Go(options);

        Assert.True(File.Exists(Path.Combine(first.EvidencePath!, "snapshot.json")));
        Assert.Equal(first.EvidencePath, second.EvidencePath);
        Assert.Null(lately.EvidencePath);
        Assert.Equal(first.EvidencePath, Assert.Single(Directory.GetDirectories(Path.Combine(lab.State, "incidents"))));

        void End(RecoveryOutcome outcome, string? evidence)
        {
            using RunJournal journal = lab.Journal(options);
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = outcome, Evidence = evidence, Cause = options.Plan!.Diagnosis!.Cause });
        }
    }

    // What is refused at the act each minute, until somebody has looked, has its evidence once.
    [Theory]
    [InlineData(RecoveryStepOutcome.NotDone, true)]
    [InlineData(RecoveryStepOutcome.Failed, false)]
    public void WhatWasRefusedHasTheEvidenceOfTheRunBefore(RecoveryStepOutcome before, bool isKept)
    {
        using var lab = new RecoveryLab(_ => false);
        RecoveryOptions options = lab.Options(isUnattended: true);
        using (RunJournal journal = lab.Journal(options))
        {
            journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = 1, Action = lab.Step.Action, Target = "another", StepOutcome = before });
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.PersonNeeded, Evidence = "/before" });
        }

        Assert.Equal(isKept, lab.Go(options).EvidencePath == "/before");
    }

    [Fact]
    public void WhatTakesAPersonTakesOneWhateverCouldNotBeSaved()
    {
        using var lab = new RecoveryLab(_ => false);
        Directory.CreateDirectory(lab.State);
        File.WriteAllText(Path.Combine(lab.State, "incidents"), "no directory");

        RecoveryStepResult step = Assert.Single(lab.Go(lab.Options(isUnattended: true, lab.Step with { IsAllowedAlone = false, NotAloneReason = "It takes somebody who knows." })).Steps);

        Assert.Equal("It takes somebody who knows.", step.Problem);
    }

    // Visitors are served again, and a disk is full all the same.
    [Theory]
    [InlineData(Cause.DiskFull, true, true)]
    [InlineData(Cause.DiskFull, false, false)]
    [InlineData(Cause.FpmConfigurationInvalid, true, true)]
    [InlineData(Cause.StatusByDesign, true, false)]
    public void WhatIsWrongBesideWhatWasMendedIsLeftToDo(Cause cause, bool isPresent, bool isTold)
    {
        using var lab = new RecoveryLab(look => look > 1);
        RecoveryOptions options = lab.Options(isUnattended: false);
        Finding finding = new() { Cause = cause, Severity = Severity.Warning, Confidence = Confidence.Certain, ConfidenceReason = "x", IsPresent = isPresent, Explanation = "e", Servers = ["shop.example"], Remedies = [new Remedy("Free some of it.")] };

        RecoveryResult result = lab.Go(options with { Plan = options.Plan! with { Diagnosis = options.Plan.Diagnosis! with { Findings = [finding] } } });

        Assert.Equal(RecoveryOutcome.Recovered, result.Outcome);
        Assert.Equal(isTold ? ["Free some of it."] : [], result.LeftToDo.Select(remedy => remedy.Description));
    }

    private static RecoveryStep Start() => new() { Number = 1, Action = RecoveryAction.StartService, Target = NoService, Service = NoService, Cause = Cause.FpmCrashed, IsAllowedAlone = true };

    // The first write is the lock's, which is in memory, and the second the journal's on the disk.
    private static InterceptedCalls Full()
    {
        int writes = 0;
        return new InterceptedCalls { Before = (_, name) => name == nameof(IFileCalls.Write) && ++writes == 2 ? FileError.NoSpace : 0 };
    }
}
