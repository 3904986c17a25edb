namespace Nginx502.HostedTests.Shell;

/// <summary>A script in a directory of its own, gone afterwards.</summary>
public sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-test-");

    /// <summary>Writes a script.</summary>
    public ScriptFile(string text, string name = "a script.ps1")
    {
        Path = System.IO.Path.Combine(_directory.FullName, name);
        File.WriteAllText(Path, text);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The directory that it is in.</summary>
    public string Folder => _directory.FullName;

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
