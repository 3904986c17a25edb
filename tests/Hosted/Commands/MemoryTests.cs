using System.Globalization;
using System.Text.Json;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;

namespace Nginx502.HostedTests.Commands;

/// <summary>Measuring memory, and setting a pool by a measurement, as a user does it.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    private static string Configuration => MemorySample.Instance.Subject;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Measure-FpmMemory", "www api")]
    [InlineData("Measure-FpmMemory w*", "www")]
    [InlineData("Measure-FpmMemory api, www", "www api")]
    [InlineData("Measure-FpmMemory -Reserve 2G -SafetyFactor 0.5 www", "www")]
    [InlineData("[pscustomobject]@{ Pool = 'api' } | Measure-FpmMemory", "api")]
    [InlineData("Get-FpmPool -FpmConfigPath $args[0] | Measure-FpmMemory", "www api")]
    public void Pools_are_chosen(string call, string pools) => Assert.Equal(
        pools, string.Join(' ', _session.Invoke(call + " -FpmConfigPath $args[0]", Configuration).Clean().As<FpmMemoryMeasurement>().Select(measured => measured.Pool)));

    [Fact]
    public void What_does_not_run_says_so()
    {
        FpmMemoryMeasurement measured = _session.Invoke("Measure-FpmMemory www -FpmConfigPath $args[0]", Configuration).Clean().As<FpmMemoryMeasurement>().Single();

        Assert.True(measured.IsUncertain);
        Assert.Null(measured.RecommendedMaxChildren);
        Assert.Contains("NotRunning", _session.Show("Measure-FpmMemory www -FpmConfigPath $args[0]", Configuration), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Measure-FpmMemory none", "PoolNotFound")]
    [InlineData("Measure-FpmMemory -Reserve much", "ParameterArgumentTransformationError")]
    [InlineData("Measure-FpmMemory -SafetyFactor 0", "ParameterArgumentValidationError")]
    [InlineData("Measure-FpmMemory -SafetyFactor 1.5", "ParameterArgumentValidationError")]
    [InlineData("Measure-FpmMemory -Pool $null", "ParameterArgumentValidationError")]
    public void Mistakes_are_named(string call, string id) =>
        Assert.Equal([id], _session.Invoke(call + " -FpmConfigPath $args[0]", Configuration).ErrorIds);

    [Theory]
    [InlineData("MachineId", "another", "NotThisMachine", true)]
    [InlineData("Pool", "api", "MeasurementOfOtherPool", true)]
    [InlineData("RecommendedMaxChildren", null, "NothingMeasured", true)]
    [InlineData("BootId", "another", "EvidenceStale", false)]
    [InlineData("Time", "2020-01-01T00:00:00", "EvidenceStale", false)]
    [InlineData("ProcessId", "1", "EvidenceStale", false)]
    [InlineData("Remarks", "", "MeasurementUncertain", false)]
    public void A_measurement_of_elsewhere_or_of_then_sets_nothing(string property, string? value, string id, bool isFinal)
    {
        FpmMemoryMeasurement measurement = Measurement(property, value);
        const string call = "Set-FpmPoolTuning www -Measurement $args[1] -FpmConfigPath $args[0] -WhatIf";

        Assert.Equal([id], _session.Invoke(call, Configuration, measurement).ErrorIds);
        Assert.Equal(isFinal, _session.Invoke(call + " -Force", Configuration, measurement).ErrorIds.Contains(id));
    }

    [Fact]
    public void A_measurement_turns_nothing_back_within_a_day()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("pool.conf", "pm.max_children = 20");
        var lowered = new SettingChange("pm.max_children", "20", "8", false, Configuration, 3, "pool www", ChangeApplies.FpmReload);
        GatewayChange change = new ConfigurationTransaction().Run(new ChangeRequest("Test", [new FileEdit(file, File.ReadAllBytes(file), "pm.max_children = 8\n"u8.ToArray())]) { Settings = [lowered] });
        FpmMemoryMeasurement measurement = Measurement("Pool", "www");
        const string call = "Set-FpmPoolTuning www -Measurement $args[1] -FpmConfigPath $args[0] -WhatIf";

        Assert.Equal(["OppositeChange"], _session.Invoke(call, Configuration, measurement).ErrorIds);
        Assert.DoesNotContain("OppositeChange", _session.Invoke(call + " -Force", Configuration, measurement).ErrorIds);
        InvocationResult typed = _session.Invoke(call + " -MaxChildren 12", Configuration, measurement);
        Assert.DoesNotContain("OppositeChange", typed.ErrorIds);
        Assert.Contains(typed.Warnings, warning => warning.Contains($"by change {change.Id}", StringComparison.Ordinal));

        new ConfigurationTransaction().Restore(new RestoreRequest("Test", change.Id));
        Assert.DoesNotContain("OppositeChange", _session.Invoke(call, Configuration, measurement).ErrorIds);
    }

    [Fact]
    public void No_measurement_sets_nothing()
    {
        Assert.Empty(_session.Invoke("@() | Set-FpmPoolTuning -FpmConfigPath $args[0]", Configuration).Clean().Output);
        Assert.Equal(["NothingMeasured", "NothingMeasured"], _session.Invoke("Measure-FpmMemory -FpmConfigPath $args[0] | Set-FpmPoolTuning -FpmConfigPath $args[0] -WhatIf", Configuration).ErrorIds);
        Assert.Equal(["NotThisMachine"], _session.Invoke("Set-FpmPoolTuning www -Measurement $args[1] -RootPath $args[0]", Path.GetDirectoryName(Configuration), Measurement("Pool", "www")).ErrorIds);
    }

    [Fact]
    public void It_ends_at_once_when_it_is_stopped()
    {
        using RunningInvocation running = _session.Start("while ($true) { Measure-FpmMemory -FpmConfigPath $args[0] }", Configuration);
        running.WaitFor(1);

        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    // One that would do, but for one property.
    private static FpmMemoryMeasurement Measurement(string property, string? value)
    {
        MachineIdentity here = MachineIdentity.Current;
        var properties = new Dictionary<string, object?>
        {
            ["Pool"] = "www",
            ["ConfigurationPath"] = Configuration,
            ["MaxChildren"] = 8,
            ["RecommendedMaxChildren"] = 12,
            ["Time"] = DateTime.Now,
            ["MachineId"] = here.MachineId,
            ["BootId"] = here.BootId,
            ["ComputerName"] = "elsewhere",
        };
        properties[property] = property switch
        {
            "Remarks" => new[] { new FpmMemoryRemark(FpmMemoryRemarkKind.FewWorkers, "Few.", "More.") },
            "ProcessId" => int.Parse(value!, CultureInfo.InvariantCulture),
            _ => value,
        };
        return JsonSerializer.Deserialize<FpmMemoryMeasurement>(JsonSerializer.Serialize(properties))!;
    }
}
