using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Workers;

/// <summary>What /proc/locks says of those that wait.</summary>
public sealed class KernelLockTests
{
    [Fact]
    public void Who_waits_is_told_with_who_holds_and_with_the_file() => Assert.Equal(
        [
            new KernelLock(24988, 24923, 0xfe, 0, 11710812),
            new KernelLock(24990, 24923, 0xfe, 0, 11710812),
            new KernelLock(31, null, 0, 0x2c, 18446744073709551615),
        ],
        KernelLock.Parse(
            """
            1: FLOCK  ADVISORY  READ 24837 fe:00:348527 0 EOF
            2: FLOCK  ADVISORY  WRITE 24923 fe:00:11710812 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 24988 fe:00:11710812 0 EOF
            2:    -> FLOCK  ADVISORY  WRITE 24990 fe:00:11710812 0 EOF
            3: OFDLCK ADVISORY  WRITE -1 00:2c:18446744073709551615 0 EOF
            3: -> OFDLCK ADVISORY  WRITE 31 00:2c:18446744073709551615 0 EOF
            """));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1: -> FLOCK")]
    [InlineData("1: -> FLOCK ADVISORY WRITE x fe:00:1 0 EOF")]
    [InlineData("1: -> FLOCK ADVISORY WRITE 1 fe:00 0 EOF")]
    [InlineData("1: -> FLOCK ADVISORY WRITE 1 zz:00:1 0 EOF")]
    public void What_is_no_such_line_tells_nothing(string text) => Assert.Empty(KernelLock.Parse(text));

    [Fact]
    public void One_that_waits_for_a_lock_that_was_not_seen_has_no_holder() =>
        Assert.Null(Assert.Single(KernelLock.Parse("1: FLOCK ADVISORY WRITE 5 fe:00:1 0 EOF\n2: -> FLOCK ADVISORY WRITE 6 fe:00:2 0 EOF")).HolderProcessId);
}
