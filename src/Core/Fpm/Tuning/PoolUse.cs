namespace Nginx502.Fpm;

/// <summary>What the workers of a pool take now.</summary>
/// <param name="Held">What they hold together that the kernel cannot give to others.</param>
/// <param name="AverageProportional">Their average PSS.</param>
/// <param name="Basis">How the size of one worker was found, words that follow "which".</param>
internal sealed record PoolUse(long Held, long AverageProportional, string Basis);
