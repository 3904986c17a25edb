using System.Runtime.Versioning;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>A directory in which, and above which, root alone can change anything: not below /tmp. Root alone can make one.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RootsDirectory : IDisposable
{
    private readonly string _path = Directory.CreateDirectory($"/var/lib/nginx502-test-{Guid.NewGuid():N}").FullName;

    public RootsDirectory() => File.SetUnixFileMode(_path, (UnixFileMode)0b111_101_101);

    /// <summary>Writes a file, and gives its full path.</summary>
    public string Write(string name, string text)
    {
        string path = At(name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        return path;
    }

    /// <summary>Copies a program under its own name, and gives its full path.</summary>
    public string Copy(string program)
    {
        string path = At(Path.GetFileName(program));
        File.Copy(program, path);
        return path;
    }

    /// <summary>The full path of a name in it.</summary>
    public string At(string name) => Path.Combine(_path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
