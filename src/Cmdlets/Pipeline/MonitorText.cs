using System.Text;

namespace Nginx502.Pipeline;

/// <summary>What is said of the monitor before it is registered or removed.</summary>
internal static class MonitorText
{
    /// <summary>What would be done: files with what they hold, and commands. Lines that are safe to show.</summary>
    public static string Describe(MonitorChange change)
    {
        var text = new StringBuilder();
        foreach (MonitorFileChange file in change.Files.Where(file => file.IsChanged))
        {
            text.Append(file.After is null ? "Remove " : "Write ").Append(SafeText.Escape(file.Path)).Append('\n');
            foreach (string line in (file.After ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append("    ").Append(SafeText.Escape(line)).Append('\n');
            }
        }

        if (change is { IsRemoval: true, NotifyPath: { } kept })
        {
            text.Append("Remove ").Append(SafeText.Escape(kept)).Append('\n');
        }
        else if (change.NotifyPath is { } path)
        {
            text.Append("Write ").Append(SafeText.Escape(path)).Append(", for root alone, with whom to tell: ").Append(SafeText.Escape(string.Join(", ", change.NotifyNames))).Append('\n');
        }

        text.AppendJoin('\n', change.Commands.Select(SafeText.Escape));
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A duration as a person says it: <c>1 min</c>, <c>1 h 30 min</c>.</summary>
    public static string Span(TimeSpan span)
    {
        (int Count, string Unit)[] parts = [(span.Days, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds, "s")];
        return string.Join(' ', parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Unit}").DefaultIfEmpty("0 s"));
    }
}
