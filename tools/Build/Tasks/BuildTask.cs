using System.Runtime.InteropServices;
using Nginx502.Build.Help;
using Nginx502.Build.Machine;
using Nginx502.Build.Module;

namespace Nginx502.Build.Tasks;

/// <summary>Makes the module and the Shell in <c>output/</c>.</summary>
internal sealed class BuildTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Build";

    /// <inheritdoc/>
    public string Summary => "makes output/Nginx502/<version> and output/Shell";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        using (OutputLock.Take(repository))
        {
            Publish(repository, arguments);
            LayOut(repository);
        }

        Console.WriteLine($"output/Nginx502/{repository.Manifest.Version} and output/Shell are up to date.");
        return 0;
    }

    private static void Publish(Repository repository, IReadOnlyList<string> arguments)
    {
        // Publishing never deletes: what a project no longer publishes would stay for ever.
        if (Directory.Exists(repository.Staging))
        {
            Directory.Delete(repository.Staging, recursive: true);
        }

        DotNet.Call(
            repository,
            [
                "msbuild", repository.PathOf("tools", "Build", "Module", "Module.proj"), "-restore", "-m", "-v:q", "-nologo",
                $"-p:Staging={repository.Staging}", $"-p:ShellRuntime={RuntimeInformation.RuntimeIdentifier}",
                .. arguments,
            ]).RunOrFail();
    }

    private static void LayOut(Repository repository)
    {
        string module = Path.Combine(repository.Staging, "module");
        new StagedModule(repository).LayOut(module);
        HelpBuilder.Write(repository.PathOf("docs", "help"), module);
        string shell = Path.Combine(repository.Staging, "shell");
        ProgramModule.LayOut(module, shell, repository.Manifest.Version);
        DirectorySwap.Replace(module, repository.ModuleOutput);
        DirectorySwap.Replace(shell, repository.ShellOutput);
        Directory.Delete(repository.Staging, recursive: true);
    }
}
