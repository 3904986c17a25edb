using Nginx502.Inspection;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Programs;

public sealed class ProgramCheckTests
{
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, false)]
    [InlineData(null, false, false)]
    public void Where_a_program_cannot_be_asked_only_force_goes_on_and_it_is_known(bool? isForced, bool passes, bool namesForce)
    {
        var check = new ProgramCheck("php-fpm -t", _ => new ConfigurationCheckOptions(), (_, _) => Answer(wasRun: false), isForced);

        Assert.All([check.CheckBeforehand([], CancellationToken.None)!, check.CheckInstalled(CancellationToken.None)], result =>
        {
            Assert.Equal((passes, passes), (result.Passed, result.IsForced));
            ConfigurationDiagnostic gap = Assert.Single(result.Diagnostics);
            Assert.Equal(("NotChecked", namesForce), (gap.Id, gap.Advice?.Contains("-Force", StringComparison.Ordinal) == true));
        });
    }

    [Fact]
    public void Its_word_counts_with_force_too()
    {
        var check = new ProgramCheck("php-fpm -t", _ => new ConfigurationCheckOptions(), (_, _) => Answer(wasRun: true), isForced: true);

        ChangeCheck result = check.CheckBeforehand([], CancellationToken.None)!;

        Assert.Equal((false, false), (result.Passed, result.IsForced));
    }

    private static ConfigurationCheck Answer(bool wasRun) => new(
        Passed: false, wasRun, "/usr/sbin/php-fpm8.2", ["-t"], null, IsPrivate: true, BoundPorts: false, [], string.Empty, [new NotSeen("what php-fpm says", "it is not installed", "Install it.")], TimeSpan.Zero);
}
