namespace Nginx502.Build.Tasks;

/// <summary>Not there yet.</summary>
internal sealed class BenchTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Bench";

    /// <inheritdoc/>
    public string Summary => "measures, side by side with grep, rg and mawk; arguments are passed on";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments) =>
        throw new BuildException("Not there yet.");
}
