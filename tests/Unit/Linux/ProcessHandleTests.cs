using System.Diagnostics;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class ProcessHandleTests
{
    [Fact]
    public void A_process_is_signalled_through_its_handle_and_seen_to_end()
    {
        using Process sleeping = Process.Start("sleep", "1000")!;
        ProcessEntry entry = ProcessTable.ReadOne(ProcessTable.DefaultRoot, sleeping.Id)!;
        using ProcessHandle handle = ProcessHandle.Open(sleeping.Id, entry.StartTicks, out string? problem)!;

        Assert.Null(problem);
        Assert.False(handle.HasEnded);
        Assert.True(handle.Signal(ProcessSignal.Kill, out problem), problem);
        Assert.True(handle.WaitForEnd(TimeSpan.FromMinutes(1)));
        sleeping.WaitForExit();
        Assert.False(handle.Signal(ProcessSignal.Terminate, out problem));
        Assert.Equal($"process {sleeping.Id} has ended", problem);
        Assert.Null(ProcessHandle.Open(sleeping.Id, entry.StartTicks, out problem));
        Assert.Equal($"process {sleeping.Id} has ended", problem);
    }

    [Fact]
    public void A_number_that_was_given_to_another_process_is_refused()
    {
        ulong start = ProcessTable.StartTicks(ProcessTable.DefaultRoot, Environment.ProcessId)!.Value;

        Assert.Null(ProcessHandle.Open(Environment.ProcessId, start - 1, out string? problem));
        Assert.Contains("belongs to another one", problem, StringComparison.Ordinal);
        using ProcessHandle? own = ProcessHandle.Open(Environment.ProcessId, start, out problem);
        Assert.Null(problem);
    }
}
