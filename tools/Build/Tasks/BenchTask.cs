using Nginx502.Build.Machine;

namespace Nginx502.Build.Tasks;

/// <summary>Builds the module and the benchmarks, and runs them.</summary>
internal sealed class BenchTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Bench";

    /// <inheritdoc/>
    public string Summary => "measures, side by side with grep, rg and mawk; arguments are passed on";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        Prerequisites.ForBenchmarks();
        new BuildTask().Run(repository, []);
        return DotNet.Call(repository, ["run", "--project", repository.PathOf("benchmarks"), "-c", "Release", "--", .. arguments]).Run();
    }
}
