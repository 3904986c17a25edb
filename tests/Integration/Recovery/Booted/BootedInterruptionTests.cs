using System.Text.Json;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery.Booted;

/// <summary>Recoveries that are killed, lose their machine, or meet one that stops: the next run knows, nothing stays locked, nothing is done twice.</summary>
public sealed class BootedInterruptionTests
{
    private const string Journal = "/var/lib/nginx502/recovery/runs.jsonl";

    [Theory]
    [InlineData("sleep 3", false)]
    [InlineData($"grep -qs '\"Begin\"' {Journal}", true)]
    [InlineData($"grep -qs '\"StepBegin\"' {Journal}", true)]
    public async Task AKillAtAnyMomentIsToldByTheNextRun(string moment, bool isTold)
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.KillAsync();
        await machine.KillRecoveryAsync(moment);

        // Killed after it asked systemd, its act counts: then the next one pauses, or finds it served.
        JsonElement next = await machine.RecoverAsync();
        string outcome = next.GetProperty("Outcome").ToString();
        Assert.True(outcome == "Recovered" || (isTold && outcome is "Healthy" or "Held"), outcome);
        Assert.Equal(isTold, next.GetProperty("Interrupted").ValueKind == JsonValueKind.String);

        await machine.InvokeAsync("Resume-502Monitor -Reset -Confirm:$false");
        JsonElement last = await machine.RecoverAsync();
        Assert.Equal((true, JsonValueKind.Null), (last.GetProperty("IsHealthy").GetBoolean(), last.GetProperty("Interrupted").ValueKind));
        Assert.Equal(("200", "active"), (await machine.StatusAsync(), await machine.StateAsync()));
    }

    [Fact]
    public async Task WhatACutOfThePowerInterruptedIsToldAfterTheNextBoot()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        string state = Directory.CreateTempSubdirectory("nginx502-state-").FullName;
        try
        {
            using (RecoveryMachine machine = await RecoveryMachine.StartAsync(state))
            {
                await machine.KillAsync();
                await machine.KillRecoveryAsync($"grep -qs '\"StepBegin\"' {Journal}");
            }

            using RecoveryMachine again = await RecoveryMachine.StartAsync(state);
            await again.KillAsync();
            JsonElement next = await again.RecoverAsync();
            Assert.Contains("StartService", next.GetProperty("Interrupted").ToString(), StringComparison.Ordinal);

            // What it did before the boot counts: the pause after an act outlives the machine.
            Assert.Equal(("Held", "failed"), (next.GetProperty("Outcome").ToString(), await again.StateAsync()));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task ARunThatMeetsTheEndOfTheSystemEndsWithIt()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        string state = Directory.CreateTempSubdirectory("nginx502-state-").FullName;
        try
        {
            using RecoveryMachine machine = await RecoveryMachine.StartAsync(state);
            machine.Machine.WriteEtc("systemd/system/slow.service", "[Service]\nExecStart=/bin/sleep infinity\nExecStop=/bin/sleep 15\n");
            machine.Machine.WriteEtc("systemd/system/alone.service", $"[Service]\nType=oneshot\nExecStart={BuiltShell.Program} -Command \"Invoke-502Recovery -Confirm:$$false\"\n");
            await machine.ShellAsync("systemctl daemon-reload; systemctl start slow");
            await machine.KillAsync();
            await machine.ShellAsync("systemctl --no-block start alone; sleep 4; systemctl --no-block poweroff");
            await machine.Machine.WaitForEndAsync();
            string journal = Path.Combine(state, "recovery", "runs.jsonl");
            Assert.DoesNotContain("StepBegin", File.Exists(journal) ? await File.ReadAllTextAsync(journal) : string.Empty, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }
}
