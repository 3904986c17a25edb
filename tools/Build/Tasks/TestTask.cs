namespace Nginx502.Build.Tasks;

/// <summary>Not there yet.</summary>
internal sealed class TestTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Test";

    /// <inheritdoc/>
    public string Summary => "builds, and runs every test";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments) =>
        throw new BuildException("Not there yet.");
}
