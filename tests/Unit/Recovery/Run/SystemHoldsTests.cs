using System.Diagnostics;
using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.UnitTests.Linux;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>What forbids to act on the machine for now.</summary>
public sealed class SystemHoldsTests
{
    [Theory]
    [InlineData("running", null)]
    [InlineData("degraded", null)]
    [InlineData("unknown", null)]
    [InlineData("offline", null)]
    [InlineData("initializing", "starting")]
    [InlineData("starting", "starting")]
    [InlineData("stopping", "shut down")]
    [InlineData("maintenance", "rescue")]
    public void TheSystemsStateIsAsked(string state, string? hold)
    {
        string? found = new SystemHolds(new Told(state), [], isSystemd: true).Find(CancellationToken.None);

        Assert.Equal(hold is null, found is null);
        Assert.Contains(hold ?? string.Empty, found ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutSystemdNothingIsAsked() => Assert.Null(new SystemHolds(new Told("stopping"), [], isSystemd: false).Find(CancellationToken.None));

    [Fact]
    public void ALockFileThatNobodyHoldsIsNoHold()
    {
        string path = Path.GetTempFileName();
        Assert.Null(new SystemHolds(new Told("running"), [path, "/nowhere"], isSystemd: true).Find(CancellationToken.None));
        File.Delete(path);
    }

    [Fact]
    public void AHoldThatEndsIsWaitedFor()
    {
        var told = new Told("starting", "running");
        var holds = new SystemHolds(told, [], isSystemd: true);

        Assert.NotNull(holds.Find(CancellationToken.None));
        Assert.Null(holds.Await(TimeSpan.FromSeconds(30), CancellationToken.None));
    }

    [Fact]
    public void AHoldThatDoesNotEndIsToldAfterTheWait()
    {
        TimeSpan patience = TimeSpan.FromMilliseconds(300);
        long start = Stopwatch.GetTimestamp();

        Assert.Equal("The system is still starting.", new SystemHolds(new Told("starting"), [], isSystemd: true).Await(patience, CancellationToken.None));
        Assert.True(Stopwatch.GetElapsedTime(start) >= patience);
    }

    [Fact]
    public void APackageManagerIsAHoldForAsLongAsItHasItsLock()
    {
        using var packages = new HeldRecordLock();
        var holds = new SystemHolds(new Told("running"), ["/nowhere", packages.Path], isSystemd: true);

        Assert.Contains($"it holds {packages.Path}", holds.Await(TimeSpan.Zero, CancellationToken.None), StringComparison.Ordinal);
        packages.Release();
        Assert.Null(holds.Await(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void WhoStopsTheWaitIsNotKeptWaiting()
    {
        using var stopping = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.Throws<OperationCanceledException>(() => new SystemHolds(new Told("starting"), [], isSystemd: true).Await(TimeSpan.FromDays(1), stopping.Token));
    }

    private sealed class Told(params string[] states) : IPrograms
    {
        private int _asked;

        public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
        {
            problem = null;
            string state = states[Math.Min(_asked++, states.Length - 1)];
            return new ProgramResult(state == "running" ? 0 : 1, Encoding.UTF8.GetBytes(state + "\n"), [], false, false, TimeSpan.Zero);
        }
    }
}
