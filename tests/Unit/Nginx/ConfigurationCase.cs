using System.Text;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx;

/// <summary>
/// A configuration of tests/data/nginx-conf/cases, written into a directory of its own: <c>nginx.conf</c> and what it includes, with
/// <c>@ROOT@</c> for that directory; <c>nginx.txt</c>, what nginx 1.22.1 says to it; <c>expected.txt</c>, what is said here.
/// </summary>
internal sealed class ConfigurationCase : IDisposable
{
    private const string Placeholder = "@ROOT@";

    private readonly string _source;
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public ConfigurationCase(string name)
    {
        _source = TestData.Path("nginx-conf/cases/" + name);
        foreach (string file in Directory.GetFiles(_source, "*", SearchOption.AllDirectories))
        {
            Copy(file, Path.GetRelativePath(_source, file));
        }

        Copy(TestData.Path("nginx-conf/cases-shared/temp-paths.conf"), "temp-paths.conf");
        Configuration = NginxConfiguration.Read(_root + "/nginx.conf", FileTree.Host, new NginxReadingOptions { Version = new Version(1, 22, 1) });
    }

    /// <summary>The names of all cases.</summary>
    public static TheoryData<string> Names() => [.. AllNames];

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> AllNames { get; } =
        [.. Directory.GetDirectories(TestData.Path("nginx-conf/cases")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public NginxConfiguration Configuration { get; }

    /// <summary>What nginx says, a line each: the level, the message, and where it names one the place.</summary>
    public string[] NginxSays => File.ReadAllLines(Path.Combine(_source, "nginx.txt"));

    public string Expected => File.ReadAllText(Path.Combine(_source, "expected.txt"));

    /// <summary>A text with the placeholder for the directory.</summary>
    public string Generalise(string text) => text.Replace(_root, Placeholder, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Copy(string from, string name)
    {
        string to = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(from));
        File.WriteAllBytes(to, Encoding.Latin1.GetBytes(text.Replace(Placeholder, _root, StringComparison.Ordinal)));
    }
}
