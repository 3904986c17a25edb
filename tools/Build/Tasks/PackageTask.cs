using Nginx502.Build.Machine;
using Nginx502.Build.Packaging;

namespace Nginx502.Build.Tasks;

/// <summary>Checks the built module and packs it, and makes the folders of the Shell.</summary>
internal sealed class PackageTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Package";

    /// <inheritdoc/>
    public string Summary => "checks and packs the module for the PowerShell Gallery, and the Shell for servers";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        new BuildTask().Run(repository, []);
        string module = repository.ModuleOutput;
        string[] files = [.. Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(module, file))];
        IReadOnlyList<string> faults = PackageContent.Check(files);
        if (faults.Count > 0)
        {
            throw new BuildException($"The module cannot be published:\n  {string.Join("\n  ", faults)}");
        }

        CheckManifest(repository);
        var package = new GalleryPackage(repository.Manifest);
        string path = Path.Combine(repository.Output, package.FileName);
        using (FileStream target = File.Create(path))
        {
            package.Write(module, files, target);
        }

        Console.WriteLine(Path.GetRelativePath(repository.Root, path));
        foreach (string folder in ShellFolders.Make(repository))
        {
            Console.WriteLine(Path.GetRelativePath(repository.Root, folder));
        }

        return 0;
    }

    // The engine's own judgement; it also loads the module, and so says when a cmdlet of the list is not there.
    private static void CheckManifest(Repository repository)
    {
        string manifest = Path.Combine(repository.ModuleOutput, "Nginx502.psd1").Replace("'", "''", StringComparison.Ordinal);
        new Command(
            Path.Combine(repository.ShellOutput, "nginx502"),
            "-Command",
            $"$null = Test-ModuleManifest '{manifest}' -ErrorAction Stop; "
            + $"Get-Command {string.Join(',', repository.Manifest.Cmdlets)} -Module Nginx502 -ErrorAction Stop | Out-Null").RunOrFail();
    }
}
