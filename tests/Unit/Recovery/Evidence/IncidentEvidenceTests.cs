using System.Globalization;
using System.Runtime.Versioning;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Evidence;

/// <summary>Evidence of incidents is for its owner alone, and does not fill the disk.</summary>
[SupportedOSPlatform("linux")]
public sealed class IncidentEvidenceTests : IDisposable
{
    private const int Kept = 20;
    private const UnixFileMode OwnDirectoryMode = (UnixFileMode)0x1C0;

    private readonly string _state = Directory.CreateTempSubdirectory("nginx502-evidence-").FullName;

    private string Incidents => Path.Combine(_state, "incidents");

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public void WhatIsSavedIsItsOwnersAlone()
    {
        string path = Save(7, new IncidentFile("locks.txt", "1: FLOCK"), new IncidentFile("memory.txt", "MemFree: 0 kB"));

        Assert.Equal(Incidents, Path.GetDirectoryName(path));
        Assert.EndsWith("-7", path, StringComparison.Ordinal);
        Assert.Equal((OwnDirectoryMode, OwnDirectoryMode), (File.GetUnixFileMode(Incidents), File.GetUnixFileMode(path)));
        Assert.Equal(["locks.txt", "memory.txt"], Directory.GetFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal("1: FLOCK", File.ReadAllText(Path.Combine(path, "locks.txt")));
        Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(Path.Combine(path, "locks.txt")));
    }

    [Fact]
    public void TheLastTwentyAreKeptAndWhatIsNotOursToo()
    {
        Directory.CreateDirectory(Incidents);
        for (int run = 1; run <= Kept + 5; run++)
        {
            string old = Path.Combine(Incidents, string.Create(CultureInfo.InvariantCulture, $"20200101-0000{run:D2}-{run}"));
            Directory.CreateDirectory(old);
            File.WriteAllText(Path.Combine(old, "snapshot.json"), "{}");
        }

        Directory.CreateDirectory(Path.Combine(Incidents, "notes-of-somebody"));
        string path = Save(99);

        string[] names = [.. Directory.GetDirectories(Incidents).Select(name => Path.GetFileName(name)).Order(StringComparer.Ordinal)];
        Assert.Equal(Kept + 1, names.Length);
        Assert.Equal("20200101-000007-7", names[0]);
        Assert.Contains("notes-of-somebody", names);
        Assert.Contains(Path.GetFileName(path), names);
    }

    [Fact]
    public void WhereItCannotBeSavedTheReasonIsToldAndNothingThrown()
    {
        File.WriteAllText(Incidents, "no directory");

        Assert.Null(new IncidentEvidence(FileCalls.Kernel, _state).Save(1, [], out string? problem));
        Assert.StartsWith("The evidence was not saved: ", problem, StringComparison.Ordinal);
    }

    private string Save(int run, params IncidentFile[] files)
    {
        string? path = new IncidentEvidence(FileCalls.Kernel, _state).Save(run, files, out string? problem);
        Assert.Null(problem);
        return path!;
    }
}
