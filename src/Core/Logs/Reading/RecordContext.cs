namespace Nginx502.Logs;

/// <summary>Where one record stands.</summary>
/// <param name="Source">The file or pipeline.</param>
/// <param name="Origin">The stretch that it was read in.</param>
/// <param name="LineIndex">Its first line within the stretch, from 0.</param>
/// <param name="Offset">Its first byte within the (uncompressed) source, from 0.</param>
public readonly record struct RecordContext(LogSource Source, LineOrigin Origin, int LineIndex, long Offset);
