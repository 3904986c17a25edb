namespace Nginx502.Build.Tasks;

/// <summary>Not there yet.</summary>
internal sealed class HelpTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Help";

    /// <inheritdoc/>
    public string Summary => "writes the help of the module from docs/help";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments) =>
        throw new BuildException("Not there yet.");
}
