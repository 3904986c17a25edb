namespace Nginx502.Build.Tasks;

/// <summary>Not there yet.</summary>
internal sealed class CleanTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Clean";

    /// <inheritdoc/>
    public string Summary => "removes output/ and what was compiled";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments) =>
        throw new BuildException("Not there yet.");
}
