using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class WriterZoneTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-zone-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("TZ=Asia/Tokyo", 9)]
    [InlineData("TZ=:Asia/Tokyo", 9)]
    [InlineData("TZ=", 0)]
    [InlineData("TZ=UTC", 0)]
    [InlineData("TZ=UTC0", 0)]
    [InlineData("TZ=:/usr/share/zoneinfo/Asia/Tokyo", 9)]
    [InlineData("TZ=:/etc/localtime", -5)]
    public void The_environment_comes_first(string variable, int hours)
    {
        File.WriteAllText(Etc("localtime"), "TZif2");
        File.WriteAllText(Etc("timezone"), "America/Bogota\n");

        Assert.Equal(TimeSpan.FromHours(hours), ZoneOf("PATH=/bin", variable)!.BaseUtcOffset);
    }

    [Theory]
    [InlineData("TZ=Nowhere/At_All")]
    [InlineData("TZ=/dev/zero")]
    [InlineData("TZ=../../../../dev/zero")]
    [InlineData("TZ=CET-1CEST,M3.5.0")]
    public void A_zone_that_is_no_known_name_is_not_told(string variable) => Assert.Null(ZoneOf(variable));

    [Fact]
    public void Else_it_is_that_of_its_files()
    {
        File.CreateSymbolicLink(Etc("localtime"), "/usr/share/zoneinfo/Asia/Tokyo");
        Directory.CreateDirectory(Path.Combine(_root, "usr/share/zoneinfo/Asia"));
        File.WriteAllText(Path.Combine(_root, "usr/share/zoneinfo/Asia/Tokyo"), string.Empty);

        Assert.Equal(TimeSpan.FromHours(9), ZoneOf("PATH=/bin")!.BaseUtcOffset);
    }

    [Fact]
    public void A_copied_file_is_named_beside_it()
    {
        File.WriteAllText(Etc("localtime"), "TZif2");
        File.WriteAllText(Etc("timezone"), "Asia/Tokyo\n");

        Assert.Equal(TimeSpan.FromHours(9), ZoneOf("PATH=/bin")!.BaseUtcOffset);
    }

    [Fact]
    public void An_image_without_one_is_in_utc() => Assert.Equal(TimeZoneInfo.Utc, ZoneOf("PATH=/bin"));

    [Fact]
    public void On_this_machine_it_is_ours() => Assert.Equal(TimeZoneInfo.Local.BaseUtcOffset, WriterZone.Of(["PATH=/bin"], FileTree.Host)?.BaseUtcOffset);

    private TimeZoneInfo? ZoneOf(params string[] environment)
    {
        using FileTree files = FileTree.At(_root);
        return WriterZone.Of(environment, files);
    }

    private string Etc(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "etc")).FullName, name);
}
