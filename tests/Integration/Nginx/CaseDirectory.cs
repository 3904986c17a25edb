using System.Text;

namespace Nginx502.IntegrationTests.Nginx;

/// <summary>A case of tests/data/nginx-conf/cases, written where nginx can check it.</summary>
internal sealed class CaseDirectory : IDisposable
{
    private const string Placeholder = "@ROOT@";

    private static readonly string Data = FindData();

    private readonly string _source;

    public CaseDirectory(string name)
    {
        _source = Path.Combine(Data, "cases", name);
        Root = Directory.CreateTempSubdirectory("nginx502-").FullName;
        foreach (string room in (string[])["run", "log", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(Root, room));
        }

        foreach (string file in Directory.GetFiles(_source, "*", SearchOption.AllDirectories))
        {
            Copy(file, Path.GetRelativePath(_source, file));
        }

        Copy(Path.Combine(Data, "cases-shared", "temp-paths.conf"), "temp-paths.conf");
    }

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(Path.Combine(Data, "cases")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The directory.</summary>
    public string Root { get; }

    /// <summary>The main file.</summary>
    public string Main => Path.Combine(Root, "nginx.conf");

    /// <summary>What nginx 1.22.1 said when the case was made.</summary>
    public IReadOnlyList<string> Recorded => [.. File.ReadAllLines(Path.Combine(_source, "nginx.txt")).Select(line => line.Replace(Placeholder, Root, StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string FindData()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Nginx502.sln")))
            {
                return Path.Combine(directory, "tests", "data", "nginx-conf");
            }
        }

        throw new DirectoryNotFoundException("No Nginx502.sln above " + AppContext.BaseDirectory);
    }

    private void Copy(string from, string name)
    {
        string to = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(from));
        File.WriteAllBytes(to, Encoding.Latin1.GetBytes(text.Replace(Placeholder, Root, StringComparison.Ordinal)));
    }
}
