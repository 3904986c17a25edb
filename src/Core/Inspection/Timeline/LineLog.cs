using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Reads the lines of a small log of the system and of what was rotated away from it, as far as it was written to after a moment.</summary>
internal static class LineLog
{
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>The lines, the oldest first, each with its log and its number from 1. A log that is not there has none.</summary>
    /// <param name="path">The current log.</param>
    /// <param name="part">Since when, and what takes the gaps.</param>
    public static IEnumerable<(string Path, long Number, string Line)> Read(string path, TimelinePart part)
    {
        foreach (LogFile log in Open(path, part))
        {
            using (log)
            using (var reader = new StreamReader(log.OpenContent()))
            {
                string shown = SafeText.Escape(log.Path);
                long read = 0;
                for (long number = 1; read < MaxBytes && reader.ReadLine() is { } line; number++)
                {
                    part.CancellationToken.ThrowIfCancellationRequested();
                    read += line.Length + 1;
                    yield return (shown, number, line);
                }

                if (read >= MaxBytes)
                {
                    part.Gaps.Add(new NotSeen($"the end of {shown}", $"it is longer than {MaxBytes >> 20} MiB", "See why it is not rotated."));
                }
            }
        }
    }

    /// <summary>A log and what was rotated away from it, the oldest first, as far as it was written to since; the caller disposes of them. What may not be read is a gap.</summary>
    public static IEnumerable<LogFile> Open(string path, TimelinePart part)
    {
        foreach (string member in RotatedSet.Find(path))
        {
            if (!LogFile.TryOpen(member, out LogFile? log, out LogFileException? failure))
            {
                if (failure.Reason != LogFileProblem.NotFound)
                {
                    part.Gaps.Add(new NotSeen($"what {SafeText.Escape(member)} tells", failure.Problem.TrimEnd('.'), failure.Advice));
                }
            }
            else if (log.LastWriteTime < part.Since)
            {
                log.Dispose();
            }
            else
            {
                yield return log;
            }
        }
    }
}
