namespace Nginx502.HostedTests.Hosting;

/// <summary>A folder that is gone with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("nginx502-test-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Copies a file into it.</summary>
    public string Copy(string path, string name)
    {
        File.Copy(path, this[name]);
        return this[name];
    }

    /// <summary>Writes a text file into it, and makes the folders on the way.</summary>
    public string Write(string name, params string[] lines)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllLines(this[name], lines);
        return this[name];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
