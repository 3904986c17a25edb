namespace Nginx502.Fpm;

/// <summary>What checks look at: a configuration that was read and evaluated.</summary>
/// <param name="Options">What is known beside the files.</param>
/// <param name="Machine">Answers for the machine.</param>
/// <param name="Global">The global section.</param>
/// <param name="Pools">The pools.</param>
/// <param name="Findings">Takes what is to be said.</param>
internal sealed record FpmCheckContext(FpmReadOptions Options, IFpmMachine Machine, FpmSection Global, IReadOnlyList<FpmSection> Pools, FpmFindings Findings)
{
    /// <summary>The global section and the pools.</summary>
    public IEnumerable<FpmSection> Sections => Pools.Prepend(Global);
}
