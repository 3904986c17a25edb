namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>Tests that measure what the whole process allocates: no other runs beside them.</summary>
[CollectionDefinition(nameof(MemoryOfThisProcess), DisableParallelization = true)]
public sealed class MemoryOfThisProcess;
