namespace Nginx502.Build.Module;

/// <summary>Lays the module out as it is published, from what MSBuild staged.</summary>
internal sealed class StagedModule(Repository repository)
{
    /// <summary>What lies in <c>bin/net8.0</c>: ours alone. An engine DLL here would break imports in odd ways.</summary>
    private static readonly string[] OwnFiles =
        ["Nginx502.dll", "Nginx502.pdb", "Nginx502.deps.json", "Nginx502.Core.dll", "Nginx502.Core.pdb"];

    private static readonly string[] RootFiles = ["LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES"];

    /// <summary>Fills a directory with the module; <c>en-US</c> is left to the help.</summary>
    /// <exception cref="BuildException">A file is missing, or one is there that must not ship.</exception>
    public void LayOut(string directory)
    {
        string bin = Directory.CreateDirectory(Path.Combine(directory, "bin", "net8.0")).FullName;
        string cmdlets = Path.Combine(repository.Staging, "cmdlets");
        RefuseStrangers(cmdlets);
        foreach (string file in OwnFiles)
        {
            File.Copy(Path.Combine(cmdlets, file), Path.Combine(bin, file));
        }

        string dependencies = Directory.CreateDirectory(Path.Combine(bin, "dependencies")).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(repository.Staging, "libraries")))
        {
            // Core lies in the default context (one directory up): a second copy would make its types two.
            if (Path.GetExtension(file) is ".dll" or ".pdb" && !Path.GetFileName(file).StartsWith("Nginx502.Core.", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(dependencies, Path.GetFileName(file)));
            }
        }

        foreach (string file in Directory.EnumerateFiles(repository.PathOf("module")).Where(file => Path.GetExtension(file) is ".psd1" or ".ps1xml"))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        CopyTree(repository.PathOf("module", "alerts"), Path.Combine(directory, "alerts"));

        // What the examples of the help pages read.
        CopyTree(repository.PathOf("samples"), Path.Combine(directory, "samples"));

        foreach (string file in RootFiles)
        {
            File.Copy(repository.PathOf(file), Path.Combine(directory, file));
        }
    }

    // Links become the files that they lead to: a package holds no links.
    private static void CopyTree(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }
    }

    private static void RefuseStrangers(string published)
    {
        string[] strangers = [.. Directory.EnumerateFileSystemEntries(published).Select(file => Path.GetFileName(file)).Except(OwnFiles)];
        if (strangers.Length > 0)
        {
            throw new BuildException(
                $"src/Cmdlets publishes {string.Join(", ", strangers)}, which must not lie in bin/net8.0: libraries belong to src/Libraries, and reference assemblies are not shipped.");
        }
    }
}
