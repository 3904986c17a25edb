using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Files of both configurations, php.ini and what lies beside it, units and their drop-ins, and the directories of them, by the times that the file system keeps.</summary>
/// <param name="nginx">The configurations of nginx.</param>
/// <param name="fpm">The configurations of php-fpm.</param>
internal sealed class FileSource(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) : TimelineSource
{
    private const string Hosts = "/etc/hosts";

    // Units of a moment come and go there, of whatever program.
    private const string Transient = "/run/systemd/system";

    // A file that is written anew changes its directory too.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override string What => "which files of the configurations were changed";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.FileChanged];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        IEnumerable<(FileTree Files, string Path)> all = nginx.SelectMany(reading => reading.Configuration.Files.Select(file => (reading.Instance.Files, file.Path)))
            .Concat(fpm.SelectMany(reading => reading.Configuration.Files.Select(file => file.Path).Concat(PhpIniFiles.Of(reading.Instance)).Select(path => (reading.Instance.Files, path))))
            .Concat(UnitSource.UnitsOf(nginx, fpm).SelectMany(SystemdServices.FilesOf).Append(Hosts).Select(path => (FileTree.Host, path)));
        foreach (IGrouping<FileTree, string> tree in all.Where(file => file.Path.StartsWith('/')).Distinct().GroupBy(file => file.Files, file => file.Path))
        {
            ReadTree(tree.Key, [.. tree], part);
        }
    }

    /// <summary>The last change of a file or link that lies between the two moments; null when there is none.</summary>
    internal static TimelineEvent? EventOf(FileTree files, string path, TimelinePart part)
    {
        string shown = SafeText.Escape(path);
        TimelineEvent? link = LinkTime(files, path) is { } linked && part.Contains(linked)
            ? new TimelineEvent(linked, TimelineEventKind.FileChanged, shown, $"the link was made: it leads to {SafeText.Escape(files.ReadLink(path) ?? "nowhere")}", shown)
            : null;
        if (!files.TryReadStatus(path, out FileStatus status))
        {
            return link;
        }

        // A file that is put in place of another, as by most editors, keeps the time of its writing; who copies may set that one.
        (DateTime Time, string Text)[] candidates =
        [
            (status.LastWriteTime.ToLocalTime(), "it was written"),
            ((status.BirthTime ?? DateTime.MinValue).ToLocalTime(), "it was put there, with an older time"),
            (status.ChangeTime.ToLocalTime(), "it was renamed, or its owner, mode or names were changed"),
        ];
        (DateTime time, string text) = Array.Find(candidates, candidate => part.Contains(candidate.Time));
        return text is null || time <= link?.Time ? link : new TimelineEvent(time, TimelineEventKind.FileChanged, shown, text, shown);
    }

    private static void ReadTree(FileTree files, string[] paths, TimelinePart part)
    {
        TimelineEvent[] changed = [.. paths.Select(path => EventOf(files, path, part)).OfType<TimelineEvent>()];
        Array.ForEach(changed, part.Add);
        foreach (string directory in paths.Select(path => Path.GetDirectoryName(path)).OfType<string>().Where(directory => directory is not ("/" or "/etc" or Transient)).Distinct(StringComparer.Ordinal))
        {
            part.CancellationToken.ThrowIfCancellationRequested();
            string shown = SafeText.Escape(directory);
            if (files.TryReadStatus(directory, out FileStatus status) && status.LastWriteTime.ToLocalTime() is var time
                && !changed.Any(file => (file.Time - time).Duration() <= Together && file.Subject.StartsWith(shown + "/", StringComparison.Ordinal))
                && !IsOfOurMonitor(files, directory, time))
            {
                part.Add(new TimelineEvent(time, TimelineEventKind.FileChanged, shown, "a file was put there, renamed or removed", shown));
            }
        }
    }

    // A monitor that is registered puts its units beside those of nginx and php-fpm, and changes nothing of these.
    private static bool IsOfOurMonitor(FileTree files, string directory, DateTime time) => files.Names(directory)
        .Where(name => name.StartsWith(SystemdServices.OwnPrefix, StringComparison.Ordinal))
        .Any(name => files.TryReadStatus($"{directory}/{name}", out FileStatus unit) && (unit.ChangeTime.ToLocalTime() - time).Duration() <= Together);

    private static DateTime? LinkTime(FileTree files, string path)
    {
        FileOpening found = files.Locate(path, followsLast: false);
        found.Handle?.Dispose();
        return found is { Handle: not null, Status.Kind: FileKind.SymbolicLink } ? found.Status.LastWriteTime.ToLocalTime() : null;
    }
}
