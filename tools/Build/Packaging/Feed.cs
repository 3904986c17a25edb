using Nginx502.Build.Machine;

namespace Nginx502.Build.Packaging;

/// <summary>A feed of packages: a directory, or the address of a gallery. What is published is never replaced.</summary>
/// <param name="Name">The directory, or an https address.</param>
internal sealed record Feed(string Name)
{
    // Where 'dotnet nuget push' takes the key from: everybody on the machine sees arguments.
    private const string KeyVariable = "NUGET_API_KEY";

    /// <summary>Publishes a package.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="package">The file.</param>
    /// <exception cref="BuildException">The feed is none, has this version already, or refused it.</exception>
    public void Publish(Repository repository, string package)
    {
        if (!Name.Contains("://", StringComparison.Ordinal))
        {
            Put(package);
        }
        else if (!Name.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new BuildException($"{Name} would show the key to everybody on its way: a feed is a directory or an https address.");
        }
        else if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(KeyVariable)))
        {
            throw new BuildException($"The variable {KeyVariable} holds no key for {Name}.");
        }
        else
        {
            DotNet.Call(repository, "nuget", "push", package, "--source", Name).RunOrFail();
        }
    }

    private void Put(string package)
    {
        if (!Directory.Exists(Name))
        {
            throw new BuildException($"There is no directory {Name}.");
        }

        string target = Path.Combine(Name, Path.GetFileName(package));
        try
        {
            File.Copy(package, target);
        }
        catch (IOException) when (File.Exists(target))
        {
            throw new BuildException($"{target} is published already, and a version is published once. Raise ModuleVersion or Prerelease in module/Nginx502.psd1.");
        }
    }
}
