namespace Nginx502.Build;

/// <summary>The checkout: where things are in it.</summary>
/// <param name="Root">The directory of <c>Nginx502.sln</c>.</param>
internal sealed record Repository(string Root)
{
    private ModuleManifest? _manifest;

    /// <summary>The manifest of the module, which also holds the one version number.</summary>
    public ModuleManifest Manifest => _manifest ??= ModuleManifest.Read(PathOf("module", "Nginx502.psd1"));

    /// <summary>Everything that is made: the module, the Shell, packages. Ignored by git.</summary>
    public string Output => PathOf("output");

    /// <summary>The module as it is tested and published.</summary>
    public string ModuleOutput => Path.Combine(Output, "Nginx502", Manifest.Version);

    /// <summary>The Shell that the tests run; it needs the .NET runtime of this machine.</summary>
    public string ShellOutput => Path.Combine(Output, "Shell");

    /// <summary>What MSBuild publishes before it is laid out: never looked at by a test.</summary>
    public string Staging => Path.Combine(Output, ".staging");

    /// <summary>A path in the checkout.</summary>
    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Finds the checkout that this program was built from.</summary>
    public static Repository Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Nginx502.sln")))
            {
                return new Repository(directory.FullName);
            }
        }

        throw new BuildException($"Nginx502.sln is in no directory above {AppContext.BaseDirectory}.", BuildException.CannotStart);
    }
}
