namespace Nginx502.Fpm;

/// <summary>A pool that has a part of the memory.</summary>
/// <param name="Name">How it is called in the arithmetic.</param>
/// <param name="MaxChildren">The workers that it may have by its configuration.</param>
/// <param name="WorkerBytes">What one worker of it takes of its own.</param>
internal sealed record SizedPool(string Name, int MaxChildren, long WorkerBytes)
{
    /// <summary>What all of them would take.</summary>
    public double Demand => (double)MaxChildren * WorkerBytes;
}
