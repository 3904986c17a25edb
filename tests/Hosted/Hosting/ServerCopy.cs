namespace Nginx502.HostedTests.Hosting;

/// <summary>A copy of the sample server that a test may change.</summary>
public sealed class ServerCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes one.</summary>
    public ServerCopy()
    {
        string source = System.IO.Path.Combine(Package.Repository, "samples", "server");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = _folder[System.IO.Path.GetRelativePath(source, file)];
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>One that lives as long as the test run.</summary>
    public static ServerCopy ForTheRun()
    {
        var copy = new ServerCopy();
        RunDirectories.Add(copy.Path);
        return copy;
    }

    /// <summary>The directory that stands for <c>/</c>.</summary>
    public string Path => _folder.Path;

    /// <summary>The text of a file of it.</summary>
    public string Read(string path) => File.ReadAllText(Path + path);

    /// <summary>Every file with its text, to compare.</summary>
    public IReadOnlyDictionary<string, string> ReadAll() => Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Order().ToDictionary(file => file, File.ReadAllText);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
