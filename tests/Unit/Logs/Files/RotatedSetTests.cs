using System.Diagnostics;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Files;

public sealed class RotatedSetTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-rotated");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("error.log.10.gz error.log.9.gz error.log.2.gz error.log.1 error.log")]
    [InlineData("error.log-20261120.gz error.log-20261121.zst error.log-20261122 error.log")]
    [InlineData("error.log-2026-11-21-23 error.log-2026-11-22-03 error.log-2026-11-22-04.gz error.log")]
    [InlineData("error.log.2026-11-20 error.log.2026-11-22 error.log")]
    [InlineData("error.log-1795219200 error.log-1795305600.gz error.log")]
    [InlineData("error.log-202610 error.log-202611 error.log")]
    [InlineData("error.log-20261122-235959 error.log-20261123-000001 error.log")]
    [InlineData("error.2.log.gz error.1.log error.log")]
    [InlineData("error-20261121.log error-20261122.log.gz error.log")]
    [InlineData("error.log.1 error.log.0 error.log")]
    [InlineData("error.log.3.xz error.log.2.bz2 error.log")]
    [InlineData("error.log.2.zst error.log.1.zst")]
    [InlineData("error.log")]
    public void Is_in_the_order_of_time(string expected)
    {
        string[] names = expected.Split(' ');

        // The times of modification say the opposite: the names count.
        for (int i = 0; i < names.Length; i++)
        {
            Make(names[i], DateTime.UnixEpoch.AddDays(100 - i));
        }

        Assert.Equal(names, Names());
    }

    [Fact]
    public void Other_files_beside_it_are_not_part_of_it()
    {
        foreach (string name in new[]
            {
                "error.log.swp", "error.log-other", "error.log~", "error.log.1~", "error.log.old.conf", "error.log.tar.gz", "other-error.log.1", "error.log.gz",
                ".error.log.swp", "error.log.1.gz.tmp", "error.log.20261399", "error.logs.1", "error.log1", "error.log.", "errors.log", "error-api.log", "error-api.log.1", "access.log.1",
            })
        {
            Make(name, DateTime.UnixEpoch);
        }

        _directory.CreateSubdirectory("error.log.5");
        Make("error.log.1", DateTime.UnixEpoch);
        Make("error.log", DateTime.UnixEpoch);

        Assert.Equal(["error.log.1", "error.log"], Names());
    }

    [Fact]
    public void Two_schemes_in_one_directory_stay_apart_the_newer_last()
    {
        Make("error.log.2.gz", DateTime.UnixEpoch.AddDays(1));
        Make("error.log.1", DateTime.UnixEpoch.AddDays(2));
        Make("error.log-20261121", DateTime.UnixEpoch.AddDays(3));
        Make("error.log-20261122", DateTime.UnixEpoch.AddDays(4));
        Make("error.log", DateTime.UnixEpoch.AddDays(5));

        Assert.Equal(["error.log.2.gz", "error.log.1", "error.log-20261121", "error.log-20261122", "error.log"], Names());
    }

    [Fact]
    public void A_file_that_is_being_packed_is_read_once()
    {
        Make("error.log.1", DateTime.UnixEpoch.AddDays(2));
        Make("error.log.1.gz", DateTime.UnixEpoch.AddDays(3));
        Make("error.log.2", DateTime.UnixEpoch.AddDays(1));
        Make("error.log.2.gz", DateTime.UnixEpoch.AddDays(1));
        Make("error.log.3", DateTime.UnixEpoch.AddDays(1));
        Make("error.log.3.gz", DateTime.UnixEpoch);
        Make("error.log", DateTime.UnixEpoch);

        Assert.Equal(["error.log.3.gz", "error.log.3", "error.log.2", "error.log.1", "error.log"], Names());
    }

    [Fact]
    public void A_log_that_is_not_there_is_still_named()
    {
        Assert.Equal(["error.log"], Names());
        Assert.Equal(["/nonexistent-of-nginx502/error.log"], RotatedSet.Find("/nonexistent-of-nginx502/error.log"));
    }

    [Fact]
    public void Thousands_of_logs_in_one_directory_do_not_list_it_thousands_of_times()
    {
        string[] paths = [.. Enumerable.Range(0, 3000).Select(number => Path.Combine(_directory.FullName, $"site{number}-error.log"))];
        foreach (string path in paths)
        {
            File.WriteAllText(path, "");
            File.WriteAllText(path + ".1", "");
        }

        var time = Stopwatch.StartNew();
        IReadOnlyDictionary<string, IReadOnlyList<string>> families = RotatedSet.FindAll(paths);

        Assert.All(families, family => Assert.Equal([family.Key + ".1", family.Key], family.Value));

        // With a listing for each it is quadratic.
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    private void Make(string name, DateTime lastWrite)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, name);
        File.SetLastWriteTimeUtc(path, lastWrite);
    }

    private IEnumerable<string?> Names() => RotatedSet.Find(Path.Combine(_directory.FullName, "error.log")).Select(Path.GetFileName);
}
