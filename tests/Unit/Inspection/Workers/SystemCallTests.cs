using System.Runtime.InteropServices;
using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Workers;

/// <summary>What /proc/PID/syscall says.</summary>
public sealed class SystemCallTests
{
    // Seen on Linux 6.18: php-fpm 8.2.36 in accept, in nanosleep; flock(1).
    [Theory]
    [InlineData("43 0xb 0x7ffd7f034d50 0x7ffd7f034d48 0x1 0x0 0x0 0x7ffd7f034d28 0x7fbd01f286f0\n", Architecture.X64, SystemCallKind.Accept, 11)]
    [InlineData("230 0x0 0x0 0x7ffd7f032960 0x7ffd7f032960 0x69 0x7fbcff600000 0x7ffd7f032948 0x7fbd01eed503\n", Architecture.X64, SystemCallKind.Sleep, 0)]
    [InlineData("73 0x9 0x2 0x0 0x7f7f210bbac0 0x1999999999999999 0x0 0x7ffda4b1f478 0x7f7f21036897", Architecture.X64, SystemCallKind.Lock, 9)]
    [InlineData("7 0x7ffd7f034d50 0x1 0xea60 0x0 0x0 0x0 0x1 0x2", Architecture.X64, SystemCallKind.Poll, null)]
    [InlineData("45 0x5 0x7f 0x2000 0x0 0x0 0x0 0x1 0x2", Architecture.X64, SystemCallKind.Descriptor, 5)]
    [InlineData("61 0xffffffff 0x7f 0x0 0x0 0x0 0x0 0x1 0x2", Architecture.X64, SystemCallKind.Child, null)]
    [InlineData("202 0x7f0000000000 0x0 0x0 0x0 0x0 0x0 0x1 0x2", Architecture.X64, SystemCallKind.Memory, null)]
    [InlineData("202 0xb 0x7f 0x7f 0x1 0x0 0x0 0x7f 0x7f", Architecture.Arm64, SystemCallKind.Accept, 11)]
    [InlineData("73 0x7f0000000000 0x1 0x0 0x0 0x0 0x0 0x1 0x2", Architecture.Arm64, SystemCallKind.Poll, null)]
    [InlineData("32 0x3 0x2 0x0 0x0 0x0 0x0 0x1 0x2", Architecture.Arm64, SystemCallKind.Lock, 3)]
    [InlineData("43 0xb 0x0 0x0 0x0 0x0 0x0 0x1 0x2", Architecture.RiscV64, SystemCallKind.Other, 11)]
    [InlineData("219 0xb 0x0 0x0 0x0 0x0 0x0 0x1 0x2", Architecture.X64, SystemCallKind.Other, 11)]
    internal void A_call_is_known_by_its_number(string text, Architecture processor, SystemCallKind kind, int? descriptor)
    {
        SystemCall call = SystemCall.Parse(text, processor, out bool isRunning)!;

        Assert.Equal((kind, descriptor, false, 6), (call.Kind, call.Descriptor is > 1_000_000 ? null : call.Descriptor, isRunning, call.Arguments.Count));
    }

    [Theory]
    [InlineData("running\n", true)]
    [InlineData("-1 0x7ffd 0x7fbd\n", false)]
    [InlineData("", false)]
    [InlineData("0 0x3", false)]
    [InlineData("x 1 2 3 4 5 6 7 8", false)]
    public void One_that_is_in_no_call_has_none(string text, bool runs)
    {
        Assert.Null(SystemCall.Parse(text, Architecture.X64, out bool isRunning));
        Assert.Equal(runs, isRunning);
    }
}
