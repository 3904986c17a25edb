using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Nginx502.IntegrationTests.LongestFirst", "Nginx502.IntegrationTests")]

namespace Nginx502.IntegrationTests;

/// <summary>Begins with what takes minutes: begun last, it would be waited for alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [".IncidentTests", ".BootedMonitorTests", ".BootedRecoveryTests", ".BootedInterruptionTests", ".BootedHostileTests"];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => Long.Any(name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)));
}
