using System.Reflection;

namespace Nginx502.Libraries;

/// <summary>
/// The libraries that this module brings for itself, behind interfaces of its own. They are loaded when first needed, and
/// seen by nobody else in the process: another module may bring any version of the same library.
/// </summary>
public static class PrivateLibraries
{
    private const string AssemblyName = "Nginx502.Libraries";

    private static readonly Lazy<Assembly> Implementation = new(Load);
    private static readonly Lazy<IZstandard> LazyZstandard = new(() => Create<IZstandard>("Nginx502.Libraries.Zstandard"));
    private static readonly Lazy<INameServers> LazyNameServers = new(() => Create<INameServers>("Nginx502.Libraries.NameServers"));
    private static readonly Lazy<IPrograms> LazyPrograms = new(() => new TrustedPrograms(Create<IPrograms>("Nginx502.Libraries.Programs")));
    private static readonly Lazy<IHistograms> LazyHistograms = new(() => Create<IHistograms>("Nginx502.Libraries.Histograms"));

    /// <summary>Reads what zstd packed. The first use loads the library.</summary>
    /// <exception cref="FileNotFoundException">The module's files are not complete.</exception>
    public static IZstandard Zstandard => LazyZstandard.Value;

    /// <summary>Asks name servers. The first use loads the library.</summary>
    /// <exception cref="FileNotFoundException">The module's files are not complete.</exception>
    public static INameServers NameServers => LazyNameServers.Value;

    /// <summary>Runs programs; as root only those that root alone can change. The first use loads the library.</summary>
    /// <exception cref="FileNotFoundException">The module's files are not complete.</exception>
    public static IPrograms Programs => LazyPrograms.Value;

    /// <summary>Makes histograms of durations. The first use loads the library.</summary>
    /// <exception cref="FileNotFoundException">The module's files are not complete.</exception>
    public static IHistograms Histograms => LazyHistograms.Value;

    private static Assembly Load()
    {
        string directory = Path.Combine(Path.GetDirectoryName(typeof(PrivateLibraries).Assembly.Location) ?? "/", "dependencies");
        string path = Path.Combine(directory, AssemblyName + ".dll");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The installation of Nginx502 is not complete: '{path}' is missing. Install the module again.", path);
        }

        return new PrivateLoadContext(directory).LoadFromAssemblyPath(path);
    }

    private static T Create<T>(string typeName) =>
        (T)Activator.CreateInstance(Implementation.Value.GetType(typeName, throwOnError: true)!)!;
}
