using Nginx502.Recovery;
using Nginx502.UnitTests.Diagnosis.Checklist;

namespace Nginx502.UnitTests.Recovery.Evidence;

/// <summary>What an act destroys is read before it: bounded, and safe to show.</summary>
public sealed class IncidentReadingTests : IDisposable
{
    private const int Most = 256 * 1024;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(100)]
    [InlineData(Most)]
    [InlineData(Most + 1)]
    [InlineData(64 * Most)]
    public void AFileOfTheKernelTakesNoMoreThanItsShare(int length)
    {
        File.WriteAllText(_file, new string('x', length));

        string content = IncidentReading.ReadKernel(_file);

        Assert.InRange(content.Length, 0, Most);
        Assert.Equal(Math.Min(length, Most), content.Length);
    }

    [Fact]
    public void ControlCharactersAreShownAsEscapes()
    {
        File.WriteAllText(_file, "a\u001b[2Jb\nc");

        Assert.Equal("a\\x1B[2Jb\nc", IncidentReading.ReadKernel(_file));
    }

    [Fact]
    public void WhatCannotBeReadIsPassedOver() => Assert.Empty(IncidentReading.ReadKernel("/nowhere"));

    [Fact]
    public void TheSnapshotAndTheDiagnosisAreAmongIt()
    {
        GatewaySnapshot snapshot = ChecklistWorld.Healthy;

        IncidentFile[] files = IncidentReading.Read(Diagnoser.Diagnose(snapshot), snapshot);

        Assert.Superset(new HashSet<string> { "snapshot.json", "diagnosis.txt", "memory.txt" }, files.Select(file => file.Name).ToHashSet());
        Assert.Equal(snapshot.ComputerName, SnapshotJson.Read(files[0].Content).ComputerName);
        Assert.All(files, file => Assert.NotEmpty(file.Content));
    }

    [Fact]
    public void ASourceThatHangsCostsItselfAndWhatComesAfterIt()
    {
        using var release = new ManualResetEventSlim();

        Assert.Equal(["first"], IncidentReading.Within(TimeSpan.FromSeconds(3), [("first", () => "1"), ("hangs", Hang), ("after", () => "3")]).Select(file => file.Name));

        release.Set();

        string Hang()
        {
            release.Wait();
            return "2";
        }
    }
}
