using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class ServiceSystemTests
{
    [Fact]
    public void Systemd_is_there_where_its_directory_is() => Assert.Equal(Directory.Exists("/run/systemd/system"), ServiceSystem.IsSystemd);
}
