namespace Nginx502.Pipeline;

/// <summary>A pool that is to be changed.</summary>
/// <param name="Pool">Its name.</param>
/// <param name="Path">Its file, or the main file of its php-fpm; null when it was not given.</param>
/// <param name="Measurement">A measurement of it that supplies numbers; null for none.</param>
internal sealed record PoolTuningRequest(string Pool, string? Path, FpmMemoryMeasurement? Measurement);
