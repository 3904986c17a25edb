using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class FileStatusTests
{
    [Fact]
    public void A_file_is_born_when_it_is_made_whatever_its_times_say()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            DateTime before = DateTime.UtcNow;
            File.WriteAllText(path, "x");
            File.SetLastWriteTimeUtc(path, before.AddDays(-7));

            Assert.True(FileStatus.TryRead(path, out FileStatus status));
            Assert.NotNull(status.BirthTime);
            Assert.Equal(DateTimeKind.Utc, status.BirthTime.Value.Kind);
            Assert.InRange(status.BirthTime.Value, before.AddSeconds(-1), DateTime.UtcNow.AddSeconds(1));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
