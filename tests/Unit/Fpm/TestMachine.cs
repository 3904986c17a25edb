using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm;

/// <summary>A machine on which everything is there that does not say otherwise in its name.</summary>
internal sealed class TestMachine : IFpmMachine
{
    private static readonly string[] Names = ["root", "www-data", "nginx", "shop", "blog"];

    public bool? UserExists(string name) => Names.Contains(name);

    public bool? GroupExists(string name) => Names.Contains(name);

    public bool? DirectoryExists(string path) => !path.Contains("missing", StringComparison.Ordinal) && !path.Contains(".sock", StringComparison.Ordinal);

    public Errno? ErrorOfAppending(string path) =>
        path.Contains("missing", StringComparison.Ordinal) ? Errno.ENOENT : path.EndsWith('/') ? Errno.EISDIR : Errno.None;
}
