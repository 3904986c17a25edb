using Nginx502.Lab;

namespace Nginx502.Build.Machine;

/// <summary>What the tests need of npm: installed outside of the checkout, for all checkouts of this user.</summary>
internal static class NodePackages
{
    /// <summary>Sees to it that a package is there in the version that is wanted. No script of it is run.</summary>
    /// <exception cref="BuildException">It cannot be installed.</exception>
    public static void Require(string package, string version)
    {
        string manifest = Path.Combine(LabProgram.NodeDirectory, "node_modules", package, "package.json");
        if (File.Exists(manifest) && File.ReadAllText(manifest).Contains($"\"version\": \"{version}\"", StringComparison.Ordinal))
        {
            return;
        }

        Console.WriteLine($"Installing {package} {version}.");
        Directory.CreateDirectory(LabProgram.NodeDirectory);
        new Command("npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", LabProgram.NodeDirectory, $"{package}@{version}").RunOrFail();
    }
}
