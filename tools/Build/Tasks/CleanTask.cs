namespace Nginx502.Build.Tasks;

/// <summary>Removes everything that the other tasks made.</summary>
internal sealed class CleanTask : IBuildTask
{
    private static readonly string[] Places = ["src", "tests", "benchmarks", "tools"];

    /// <inheritdoc/>
    public string Name => "Clean";

    /// <inheritdoc/>
    public string Summary => "removes output/ and what was compiled";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        Remove(repository.Output);
        foreach (string project in Places.SelectMany(place => Directory.EnumerateFiles(repository.PathOf(place), "*.csproj", SearchOption.AllDirectories)))
        {
            // This program runs from its own bin; on Linux a running program's files can go.
            Remove(Path.Combine(Path.GetDirectoryName(project)!, "bin"));
            Remove(Path.Combine(Path.GetDirectoryName(project)!, "obj"));
        }

        return 0;
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
