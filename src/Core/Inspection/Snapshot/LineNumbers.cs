using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Numbers lines of logs that were read from their ends. A log is counted once; what lies near to what was counted costs next to nothing.</summary>
/// <param name="files">The logs, open.</param>
/// <param name="token">Ends it.</param>
internal sealed class LineNumbers(IReadOnlyList<LogFile> files, CancellationToken token)
{
    private const int BlockBytes = 1 << 20;

    // Counting costs as long as reading; what is longer is left without numbers.
    private const long LongestBytes = 1L << 30;

    private readonly Dictionary<string, List<(long Offset, long Lines)>> _counted = new(StringComparer.Ordinal);

    /// <summary>The number of a line, from 1; null for a log that is packed or too long.</summary>
    /// <param name="path">The log.</param>
    /// <param name="offset">Where the line begins.</param>
    public long? Of(string? path, long offset)
    {
        LogFile? file = files.FirstOrDefault(log => log.Path == path);
        if (file is null || offset > LongestBytes || file.Compression != LogCompression.None)
        {
            return null;
        }

        if (!_counted.TryGetValue(file.Path, out List<(long Offset, long Lines)>? marks))
        {
            _counted[file.Path] = marks = [(0, 0)];
        }

        // Lines that are asked for lie close together, and come in any order.
        (long known, long lines) = marks.MinBy(mark => Math.Abs(mark.Offset - offset));
        lines += known <= offset ? Count(file, known, offset) : -Count(file, offset, known);
        marks.Add((offset, lines));
        return lines + 1;
    }

    private long Count(LogFile file, long from, long to)
    {
        byte[] block = new byte[BlockBytes];
        long lines = 0;
        while (from < to)
        {
            token.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file.Handle, block.AsSpan(0, (int)Math.Min(block.Length, to - from)), from);
            if (read == 0)
            {
                break;
            }

            lines += block.AsSpan(0, read).Count((byte)'\n');
            from += read;
        }

        return lines;
    }
}
