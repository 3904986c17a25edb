using System.Diagnostics;
using System.Globalization;
using Nginx502.IntegrationTests.Gateway;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Memory;

/// <summary>What workers of a real php-fpm take is measured as others measure it, and pools that are set by it survive.</summary>
public sealed class MeasurementTests
{
    private const int Megabyte = 1024 * 1024;
    private const int RequestMegabytes = 24;

    [Fact]
    public async Task FiguresAreThoseOfSmemAndOfTheSumOfMappings()
    {
        using LoadedFpm loaded = await LoadedFpm.StartAsync(4);
        Assert.Equal(4, await loaded.AskAsync(4, 8));

        // Other processes of the machine map the same files, and what is shared is less for each while they come: looked at twice, until it stands still.
        (FpmMemoryMeasurement measured, Dictionary<int, long[]> smem) = await AtRestAsync(loaded);

        Assert.Equal((4, MemorySource.SmapsRollup), (measured.WorkerCount, measured.Source));
        foreach (FpmWorkerMemory worker in measured.Workers)
        {
            ProcessMemoryUse memory = worker.Memory;
            AssertClose(SumOfMappings(worker.ProcessId, "Rss:"), memory.Resident);
            AssertClose(SumOfMappings(worker.ProcessId, "Private_Clean:") + SumOfMappings(worker.ProcessId, "Private_Dirty:"), memory.Unique);
            long[] others = smem[worker.ProcessId];
            AssertClose(others[0], memory.Unique);

            // The kernel cuts each mapping's PSS to whole kilobytes: the sum, which is smem's, lacks up to one for each.
            AssertClose(others[1], memory.Proportional, 1024L * File.ReadLines($"/proc/{worker.ProcessId}/maps").Count());
            AssertClose(others[2], memory.Resident);
        }

        // What they had while they worked is over, and still known.
        Assert.True(measured.Peak.Percentile95 >= 8 * Megabyte && measured.Uss.Maximum < 8 * Megabyte, $"{measured.Peak} {measured.Uss}");
    }

    [Fact]
    public async Task APoolThatIsSetAsRecommendedSurvivesTheLoadThatEndsTheGuidesFigure()
    {
        using MemoryGroup? group = MemoryGroup.TryMake(200 * Megabyte);
        using LoadedFpm loaded = await LoadedFpm.StartAsync(4, group);
        Assert.Equal(4, await loaded.AskAsync(4, RequestMegabytes));
        FpmMemoryMeasurement measured = loaded.Measure();
        int naive = NaiveFigure(loaded.Fpm, 200 * Megabyte);
        int recommended = measured.RecommendedMaxChildren!.Value;
        Assert.False(measured.IsUncertain, measured.UncertainReason);
        Assert.InRange(measured.Peak.Percentile95, RequestMegabytes * Megabyte, (RequestMegabytes + 10) * Megabyte);
        if (group is null)
        {
            // No limit can be set here: a machine of that size is imagined, and nothing runs out.
            AssertOnImaginedMachine(loaded, naive);
            return;
        }

        Assert.Contains("control group", measured.LimitedBy, StringComparison.Ordinal);
        Assert.InRange(recommended, 2, naive - 1);
        await loaded.RestartAsync(recommended, group);
        long before = Kills(loaded);
        Assert.Equal(recommended, await loaded.AskAsync(recommended, RequestMegabytes));
        Assert.Equal(recommended, await loaded.AskAsync(recommended, RequestMegabytes));
        Assert.Equal(before, Kills(loaded));

        await loaded.RestartAsync(naive, group);
        long killed = Kills(loaded);
        Assert.True(await loaded.AskAsync(naive, RequestMegabytes, isLost: () => Kills(loaded) > killed) < naive);
        Assert.True(Kills(loaded) > killed);
    }

    [Fact]
    public async Task WorkersThatHardlyWorkedMakeItUncertain()
    {
        using LoadedFpm loaded = await LoadedFpm.StartAsync(5);

        FpmMemoryMeasurement measured = loaded.Measure();

        Assert.Equal([FpmMemoryRemarkKind.NewWorkers], measured.Remarks.Where(remark => remark.MakesUncertain).Select(remark => remark.Kind));
    }

    [Fact]
    public async Task WorkersThatWaitForOneSessionGainNothingFromMore()
    {
        using LoadedFpm loaded = await LoadedFpm.StartAsync(5);
        FpmMemoryMeasurement? measured = null;

        await loaded.AskAsync(
            5,
            1,
            whileHeld: () => SpinWait.SpinUntil(() => (measured = loaded.Measure()).Remarks.Any(remark => remark.Kind == FpmMemoryRemarkKind.LockedOut), Patience.Limit),
            session: true);

        FpmMemoryRemark locked = Assert.Single(measured!.Remarks, remark => remark.Kind == FpmMemoryRemarkKind.LockedOut);
        Assert.StartsWith("4 of 5 busy workers wait for a lock", locked.Text, StringComparison.Ordinal);
        Assert.Equal((false, 5), (measured.MoreWouldHelp, measured.RecommendedMaxChildren));
    }

    [Fact]
    public async Task WhoMayNotReadItIsToldWhatCanBeTold()
    {
        using LoadedFpm loaded = await LoadedFpm.StartAsync(3);
        string command = $"Measure-FpmMemory -FpmConfigPath {BuiltShell.Quote(loaded.Fpm.ConfigurationPath)}";
        string[] asNobody = LabUser.IsRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [];

        (string output, string errors) = Run([.. asNobody, BuiltShell.Program, "-OutputFormat", "JsonLines", "-Command", command]);

        FpmMemoryMeasurement exact = loaded.Measure();
        System.Text.Json.JsonElement told = BuiltShell.Parse(output.Split('\n')[0]);
        Assert.Equal("3", ShellObjects.Value(told, "WorkerCount"));
        Assert.Equal(LabUser.IsRoot ? "Status" : "SmapsRollup", ShellObjects.Value(told, "Source"));
        long estimated = told.GetProperty("Uss").GetProperty("Average").GetInt64();
        Assert.True(LabUser.IsRoot ? estimated > exact.Uss.Average : Math.Abs(estimated - exact.Uss.Average) < Megabyte);
        Assert.Equal(LabUser.IsRoot, errors.Contains("only root may read them", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AMeasurementSetsThePool()
    {
        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions
        {
            PoolDirectives = new Dictionary<string, string> { ["pm"] = "dynamic", ["pm.max_children"] = "3", ["pm.start_servers"] = "2", ["pm.min_spare_servers"] = "1", ["pm.max_spare_servers"] = "3" },
        });

        string refused = await site.TypeInVainAsync($"Measure-FpmMemory www {site.Fpm} | Set-FpmPoolTuning {site.Fpm} -Confirm:$false");
        ShellObjects set = await site.TypeWellAsync($"$m = Measure-FpmMemory www {site.Fpm}; $m; $m | Set-FpmPoolTuning {site.Fpm} -Force -Reload -Confirm:$false -PassThru");
        string configuration = await File.ReadAllTextAsync(site.FpmPath);

        Assert.Contains("is uncertain", refused, StringComparison.Ordinal);
        Assert.Contains($"\npm.max_children = {ShellObjects.Value(set.Objects[0], "RecommendedMaxChildren")}\n", configuration, StringComparison.Ordinal);
        Assert.Contains($"\npm.max_spare_servers = {ShellObjects.Value(set.Objects[0], "RecommendedMaxSpareServers")}\n", configuration, StringComparison.Ordinal);
        Assert.Equal("Committed", ShellObjects.Value(set.Objects[1], "State"));
        Assert.Equal(200, await site.StatusAsync());

        await site.TypeWellAsync($"Measure-FpmMemory www {site.Fpm} | Set-FpmPoolTuning {site.Fpm} -MaxChildren 8 -Force -Confirm:$false");
        configuration = await File.ReadAllTextAsync(site.FpmPath);
        Assert.Contains("\npm.max_children = 8\n", configuration, StringComparison.Ordinal);
        Assert.Contains("\npm.max_spare_servers = 4\n", configuration, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasurementsTravel()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        const string travel = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($m, 1))";

        ShellObjects said = await site.TypeWellAsync(
            $"$m = Measure-FpmMemory www {site.Fpm}; $t = {travel}; \"$($t.Source) $($t.Workers.Count) $($t.Workers[0].Memory.Resident -eq $m.Workers[0].Memory.Resident) $($t.Remarks[0].Kind)\"");
        string refused = await site.TypeInVainAsync($"$m = Measure-FpmMemory www {site.Fpm}; {travel} | Set-FpmPoolTuning {site.Fpm} -MaxChildren 5 -Force -Confirm:$false");

        Assert.Equal("SmapsRollup 2 True NewWorkers", said.Objects[0].ToString());
        Assert.Contains("a mere copy", refused, StringComparison.Ordinal);
    }

    private static void AssertOnImaginedMachine(LoadedFpm loaded, int naive)
    {
        (FpmMemoryFacts facts, IReadOnlyList<Nginx502.FpmPool> pools) = loaded.Collect();
        FpmMasterMemory master = facts.Masters.Single(one => one.ProcessId == loaded.Fpm.ProcessId);
        long size = 200 * Megabyte;
        FpmMemoryMeasurement imagined = FpmMemoryMeter.Measure(
            facts with { Memory = new MachineMemory(size, size - master.Held, 0, 0), Masters = [master with { Groups = ControlGroupLimits.None }] }, pools).Single();
        long worker = imagined.Peak.Percentile95;
        Assert.True((imagined.RecommendedMaxChildren * worker) + master.Standing <= size);
        Assert.True((naive * worker) + master.Standing > size);
    }

    // ps aux | grep php-fpm | awk: the master and grep itself are among the lines.
    private static int NaiveFigure(FpmServer fpm, long available)
    {
        const long grep = 2300 * 1024;
        long[] resident = [.. fpm.Workers.Select(worker => worker.Id).Prepend(fpm.ProcessId).Select(id => SumOfMappings(id, "Rss:")), grep];
        return (int)(available * 0.8 / (resident.Sum() / resident.Length));
    }

    private static long Kills(LoadedFpm loaded) =>
        ControlGroupReader.OfThisMachine().Read(loaded.Fpm.ProcessId).Memory.Where(group => group.Path.Contains("nginx502-test", StringComparison.Ordinal)).Sum(group => group.OutOfMemoryKills ?? 0);

    private static long SumOfMappings(int processId, string name) => 1024 * File.ReadLines($"/proc/{processId}/smaps")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => long.Parse(line[name.Length..^2].Trim(), CultureInfo.InvariantCulture));

    private static async Task<(FpmMemoryMeasurement Measured, Dictionary<int, long[]> Smem)> AtRestAsync(LoadedFpm loaded)
    {
        (FpmMemoryMeasurement Measured, Dictionary<int, long[]> Smem) seen = default;
        await Patience.UntilAsync(
            () =>
            {
                Dictionary<int, long[]> before = Smem();
                seen = (loaded.Measure(), Smem());
                return seen.Measured.Workers.All(worker => before[worker.ProcessId].SequenceEqual(seen.Smem[worker.ProcessId]));
            },
            "the memory of the machine to stand still");
        return seen;
    }

    private static Dictionary<int, long[]> Smem() => Run(["smem", "-H", "-c", "pid uss pss rss"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(fields => int.Parse(fields[0], CultureInfo.InvariantCulture), fields => fields[1..].Select(field => 1024 * long.Parse(field, CultureInfo.InvariantCulture)).ToArray());

    private static (string Output, string Errors) Run(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["HOME"] = "/tmp" } };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.Result);
    }

    private static void AssertClose(long expected, long actual, long cut = 4096) => Assert.InRange(actual, (long)(expected * 0.98) - 4096, (long)(expected * 1.02) + cut);
}
