using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What sites serve: the top of each document root, and every link on the way to it, as <c>current</c> of tools that deploy.</summary>
/// <param name="nginx">The configurations of nginx.</param>
internal sealed class DeploySource(IReadOnlyList<NginxReading> nginx) : TimelineSource
{
    private const string StartPage = "index.php";

    // A file that was just put there was written a moment after its name.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override string What => "what was deployed";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.Deployed];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        IEnumerable<(FileTree Files, string Root)> roots = nginx.SelectMany(reading => reading.Configuration.Upstreams
            .Select(upstream => upstream.DocumentRoot)
            .OfType<string>()
            .Where(root => root.StartsWith('/') && !root.Contains('$', StringComparison.Ordinal))
            .Select(root => (reading.Instance.Files, root)));
        foreach ((FileTree files, string root) in roots.Distinct())
        {
            part.CancellationToken.ThrowIfCancellationRequested();
            foreach (TimelineEvent found in EventsOf(files, root))
            {
                part.Add(found);
            }
        }
    }

    /// <summary>The last changes of a document root.</summary>
    internal static IEnumerable<TimelineEvent> EventsOf(FileTree files, string root)
    {
        string trimmed = root.Length > 1 ? root.TrimEnd('/') : root;
        foreach (string path in WayTo(trimmed))
        {
            FileOpening found = files.Locate(path, followsLast: false);
            found.Handle?.Dispose();
            if (found is { Handle: not null, Status.Kind: FileKind.SymbolicLink })
            {
                string link = SafeText.Escape(path);
                yield return new TimelineEvent(found.Status.LastWriteTime.ToLocalTime(), TimelineEventKind.Deployed, link, $"the link was made: it leads to {SafeText.Escape(files.ReadLink(path) ?? "nowhere")}", link);
            }
        }

        if (files.TryReadStatus(trimmed, out FileStatus status) && status.Kind == FileKind.Directory)
        {
            string shown = SafeText.Escape(trimmed);
            yield return new TimelineEvent(status.LastWriteTime.ToLocalTime(), TimelineEventKind.Deployed, shown, "a file at its top was put there, replaced or removed", shown);

            // Edited in place: its directory does not show that.
            string page = $"{trimmed}/{StartPage}";
            if (files.TryReadStatus(page, out FileStatus start) && start.Kind == FileKind.Regular && start.LastWriteTime > status.LastWriteTime + SameMoment)
            {
                string written = SafeText.Escape(page);
                yield return new TimelineEvent(start.LastWriteTime.ToLocalTime(), TimelineEventKind.Deployed, written, "it was written", written);
            }
        }
    }

    // /srv, /srv/shop, /srv/shop/current.
    private static IEnumerable<string> WayTo(string path)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }

        yield return path;
    }
}
