using System.Text;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Files that name who is told, one a line: what a command or a unit shows to everybody holds no secret then.</summary>
public static class NotificationFile
{
    /// <summary>The targets with those that files name in place of the files.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="problems">What could not be read: sentences.</param>
    public static IReadOnlyList<NotificationTarget> Expand(IReadOnlyList<NotificationTarget> targets, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var all = new List<NotificationTarget>();
        var met = new List<string>();
        foreach (NotificationTarget target in targets)
        {
            if (target.Path is { } path)
            {
                all.AddRange(Read(path, isNamedByFile: false, met));
            }
            else
            {
                all.Add(target);
            }
        }

        problems = met;
        return [.. all.DistinctBy(target => target.Id)];
    }

    // What a monitor was registered with is such a file itself, and may name one.
    private static List<NotificationTarget> Read(string path, bool isNamedByFile, List<string> problems)
    {
        var targets = new List<NotificationTarget>();
        string shown = SafeText.Escape(path);
        if (Environment.IsPrivilegedProcess && !FileTrust.IsChangeableByRootAlone(path, out string? weakness))
        {
            problems.Add($"{shown} is not read as root: {SafeText.Escape(weakness ?? path)} is not there or can be changed by others than root.");
            return targets;
        }

        if (FileTree.Host.ReadBytes(path, out string? problem) is not { } content)
        {
            problems.Add($"{shown} cannot be read: {problem}.");
            return targets;
        }

        foreach ((string line, int number) in Encoding.UTF8.GetString(content).Split('\n').Select((line, index) => (line.Trim(), index + 1)).Where(line => line.Item1 is not ("" or ['#', ..])))
        {
            if (!NotificationTarget.TryParse(line, out NotificationTarget? target, out string? wrong) || (isNamedByFile && target.Path is not null))
            {
                problems.Add($"Line {number} of {shown} names nobody. {wrong ?? "A file that a file names does not name another."}");
            }
            else if (target.Path is { } further)
            {
                targets.AddRange(Read(further, isNamedByFile: true, problems));
            }
            else
            {
                targets.Add(target);
            }
        }

        return targets;
    }
}
