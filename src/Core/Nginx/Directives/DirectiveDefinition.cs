namespace Nginx502.Nginx;

/// <summary>One directive as one module of nginx declares it (nginx: ngx_command_t).</summary>
/// <param name="Module">The source that declares it, without <c>ngx_</c> and <c>_module</c>.</param>
/// <param name="Contexts">Where it may stand.</param>
/// <param name="ArgumentCounts">Bit n is set when it takes n arguments.</param>
/// <param name="TakesMore">True when it also takes more than seven.</param>
/// <param name="IsBlock">True when it opens a block.</param>
/// <param name="Kind">What nginx reads its arguments as.</param>
/// <param name="IsOnce">True when a block may have it once only.</param>
/// <param name="Releases">Which releases have it in this way.</param>
/// <param name="Values">The words that it takes; empty when they are not limited.</param>
/// <param name="Minimum">The least number that it takes; null without bounds.</param>
/// <param name="Maximum">The greatest number that it takes; null without an upper bound.</param>
internal sealed record DirectiveDefinition(
    string Module,
    DirectiveContexts Contexts,
    int ArgumentCounts,
    bool TakesMore,
    bool IsBlock,
    DirectiveValueKind Kind,
    bool IsOnce,
    DirectiveReleases Releases,
    IReadOnlyList<string> Values,
    long? Minimum,
    long? Maximum)
{
    private const int MostCounted = 7;

    /// <summary>True when it may have this many arguments.</summary>
    public bool Takes(int count) => count > MostCounted ? TakesMore : (ArgumentCounts >> count & 1) != 0;
}
