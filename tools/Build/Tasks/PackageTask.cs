namespace Nginx502.Build.Tasks;

/// <summary>Not there yet.</summary>
internal sealed class PackageTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Package";

    /// <inheritdoc/>
    public string Summary => "checks the module and packs it for the PowerShell Gallery, and the Shell for servers";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments) =>
        throw new BuildException("Not there yet.");
}
