using Nginx502.Inspection;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Nginx502.UnitTests.Inspection.Workers;

/// <summary>What /proc/PID/syscall says.</summary>
public sealed class SystemCallTests
{
    // Seen on Linux 6.18: php-fpm 8.2.36 in accept, in nanosleep; flock(1).
    [Theory]
    [InlineData("43 0xb 0x7ffd7f034d50 0x7ffd7f034d48 0x1 0x0 0x0 0x7ffd7f034d28 0x7fbd01f286f0\n", Processor.X64, "Accept", 11)]
    [InlineData("230 0x0 0x0 0x7ffd7f032960 0x7ffd7f032960 0x69 0x7fbcff600000 0x7ffd7f032948 0x7fbd01eed503\n", Processor.X64, "Sleep", 0)]
    [InlineData("73 0x9 0x2 0x0 0x7f7f210bbac0 0x1999999999999999 0x0 0x7ffda4b1f478 0x7f7f21036897", Processor.X64, "Lock", 9)]
    [InlineData("7 0x7ffd7f034d50 0x1 0xea60 0x0 0x0 0x0 0x1 0x2", Processor.X64, "Poll", null)]
    [InlineData("45 0x5 0x7f 0x2000 0x0 0x0 0x0 0x1 0x2", Processor.X64, "Descriptor", 5)]
    [InlineData("61 0xffffffff 0x7f 0x0 0x0 0x0 0x0 0x1 0x2", Processor.X64, "Child", null)]
    [InlineData("202 0x7f0000000000 0x0 0x0 0x0 0x0 0x0 0x1 0x2", Processor.X64, "Memory", null)]
    [InlineData("202 0xb 0x7f 0x7f 0x1 0x0 0x0 0x7f 0x7f", Processor.Arm64, "Accept", 11)]
    [InlineData("73 0x7f0000000000 0x1 0x0 0x0 0x0 0x0 0x1 0x2", Processor.Arm64, "Poll", null)]
    [InlineData("32 0x3 0x2 0x0 0x0 0x0 0x0 0x1 0x2", Processor.Arm64, "Lock", 3)]
    [InlineData("43 0xb 0x0 0x0 0x0 0x0 0x0 0x1 0x2", Processor.RiscV64, "Other", 11)]
    [InlineData("219 0xb 0x0 0x0 0x0 0x0 0x0 0x1 0x2", Processor.X64, "Other", 11)]
    public void A_call_is_known_by_its_number(string text, Processor processor, string kind, int? descriptor)
    {
        SystemCall call = SystemCall.Parse(text, processor, out bool isRunning)!;

        Assert.Equal((kind, descriptor, false, 6), (call.Kind.ToString(), call.Descriptor is > 1_000_000 ? null : call.Descriptor, isRunning, call.Arguments.Count));
    }

    [Theory]
    [InlineData("running\n", true)]
    [InlineData("-1 0x7ffd 0x7fbd\n", false)]
    [InlineData("", false)]
    [InlineData("0 0x3", false)]
    [InlineData("x 1 2 3 4 5 6 7 8", false)]
    public void One_that_is_in_no_call_has_none(string text, bool runs)
    {
        Assert.Null(SystemCall.Parse(text, Processor.X64, out bool isRunning));
        Assert.Equal(runs, isRunning);
    }
}
