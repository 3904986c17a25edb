using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

/// <summary>A copy of a server's files is called as that server, and not as the machine that looks at it.</summary>
public sealed class CopiedMachineTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-copy-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("# of the copy\n\nweb7\n", "web7")]
    [InlineData("web\u001b[2J7", "web\\x1B[2J7")]
    public void ItsOwnFileHasTheName(string text, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_root, "etc"));
        File.WriteAllText(Path.Combine(_root, "etc", "hostname"), text);

        Assert.Equal(expected, CopiedMachine.NameOf(_root));
    }

    [Fact]
    public void WithoutOneTheDirectoryHas() => Assert.Equal(Path.GetFileName(_root), CopiedMachine.NameOf(_root + "/"));
}
