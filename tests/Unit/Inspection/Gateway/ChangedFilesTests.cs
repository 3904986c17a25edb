using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Gateway;

public sealed class ChangedFilesTests
{
    private readonly DateTime _now = DateTime.Now;

    [Theory]
    [InlineData(60, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(-60, false)]
    public void A_file_that_was_written_later_than_it_was_loaded_changed(int secondsAfter, bool isChanged)
    {
        using GatewayTree tree = GatewayTree.Pair();
        File.SetLastWriteTime(tree.PathHere(GatewayTree.NginxPath), _now.AddMinutes(10).AddSeconds(secondsAfter));

        IReadOnlyList<ChangedFile> changed = ChangedFiles.Since(tree.Files, [GatewayTree.NginxPath], _now.AddMinutes(10));

        Assert.Equal(isChanged ? [GatewayTree.NginxPath] : [], changed.Select(file => file.Path));
        Assert.All(changed, file => Assert.Equal((DateTimeKind.Local, secondsAfter), (file.Time.Kind, (int)Math.Round((file.Time - _now.AddMinutes(10)).TotalSeconds))));
    }

    [Fact]
    public void A_file_with_an_old_time_that_was_put_there_later_changed()
    {
        using GatewayTree tree = GatewayTree.Pair();
        File.SetLastWriteTime(tree.PathHere(GatewayTree.NginxPath), _now.AddYears(-1));

        Assert.Single(ChangedFiles.Since(tree.Files, [GatewayTree.NginxPath], _now.AddDays(-1)));
    }

    [Fact]
    public void The_last_change_comes_first_and_what_is_no_file_is_passed_over()
    {
        using GatewayTree tree = GatewayTree.Pair();
        File.SetLastWriteTime(tree.PathHere(GatewayTree.NginxPath), _now.AddHours(1));
        File.SetLastWriteTime(tree.PathHere(GatewayTree.FpmPath), _now.AddHours(2));

        Assert.Equal(
            [GatewayTree.FpmPath, GatewayTree.NginxPath],
            ChangedFiles.Since(tree.Files, [GatewayTree.NginxPath, GatewayTree.FpmPath, "/none", "-g", ""], _now.AddMinutes(1)).Select(file => file.ToString()));
    }
}
