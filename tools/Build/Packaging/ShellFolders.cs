using Nginx502.Build.Machine;
using Nginx502.Build.Module;

namespace Nginx502.Build.Packaging;

/// <summary>The Shell as folders to copy to a server: engine, runtime and module in one, nothing has to be installed there.</summary>
internal static class ShellFolders
{
    private static readonly string[] Runtimes = ["linux-x64", "linux-arm64"];
    private static readonly string[] Documents = ["LICENSE", "THIRD-PARTY-NOTICES"];

    /// <summary>Makes output/Shell-linux-x64 and output/Shell-linux-arm64.</summary>
    /// <returns>The folders.</returns>
    public static IReadOnlyList<string> Make(Repository repository)
    {
        var folders = new List<string>();
        foreach (string runtime in Runtimes)
        {
            string folder = Path.Combine(repository.Output, $"Shell-{runtime}");
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            DotNet.Call(
                repository,
                "publish", repository.PathOf("src", "Shell"), "-c", "Release", "-r", runtime, "--self-contained", "true", "-v", "q", "-nologo",
                $"-p:PublishDir={folder}/", $"-p:ModuleStaging={Path.Combine(repository.ModuleOutput, "bin", "net8.0")}").RunOrFail();
            ProgramModule.LayOut(repository.ModuleOutput, folder, repository.Manifest.Version);
            foreach (string document in Documents)
            {
                File.Copy(repository.PathOf(document), Path.Combine(folder, document));
            }

            folders.Add(folder);
        }

        return folders;
    }
}
