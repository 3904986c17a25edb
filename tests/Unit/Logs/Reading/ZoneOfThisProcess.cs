namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>Tests that change the zone of the process: no others run beside them.</summary>
[CollectionDefinition(nameof(ZoneOfThisProcess), DisableParallelization = true)]
public static class ZoneOfThisProcess;
