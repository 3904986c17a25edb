using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Services;

/// <summary>Where the files of a unit may lie on this machine.</summary>
public sealed class UnitFilesTests
{
    [Fact]
    public void NoTwoNamesAreOfOneFile()
    {
        string[] files = [.. SystemdServices.FilesOf("nginx.service")];
        string?[] real = [.. files.Select(file => Path.GetDirectoryName(file)!).Select(directory => directory.StartsWith("/lib/", StringComparison.Ordinal) && new DirectoryInfo("/lib").LinkTarget is { } target ? "/" + target.TrimStart('/') + directory["/lib".Length..] : directory)];

        Assert.Contains("/etc/systemd/system/nginx.service", files);
        Assert.Contains("/usr/lib/systemd/system/nginx.service", files);
        Assert.Equal(real.Distinct(), real);
    }
}
