using System.Diagnostics;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// Looks at the file systems of paths. A network file system that is away holds whoever asks it: each path has its time, and whoever waits for
/// one is left behind.
/// </summary>
internal sealed class FileSystemReader
{
    private static readonly TimeSpan LimitOfOne = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LimitOfAll = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, IReadOnlyDictionary<ulong, MountEntry>> _mounts = new(StringComparer.Ordinal);

    /// <summary>The file systems, each once, in the order of the paths.</summary>
    public static FileSystemFacts[] Read(IEnumerable<WrittenPath> paths, List<UnseenResource> gaps, CancellationToken cancellationToken)
    {
        WrittenPath[] distinct = [.. paths.DistinctBy(path => (path.Files.RootPath, path.Path, path.Use))];
        var reader = new FileSystemReader();
        var seen = new List<(WrittenPath Path, Look Look)>();
        long start = Stopwatch.GetTimestamp();
        foreach (WrittenPath path in distinct)
        {
            TimeSpan left = LimitOfAll - Stopwatch.GetElapsedTime(start);
            var task = Task.Factory.StartNew(() => reader.LookAt(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (!task.Wait((int)Math.Max(0, Math.Min(LimitOfOne.TotalMilliseconds, left.TotalMilliseconds)), cancellationToken))
            {
                // It uses the reader's tables as long as it hangs.
                reader = new FileSystemReader();
                gaps.Add(Gap(path, "its file system does not answer", "A network file system that is away holds nginx and php-fpm too: mend it, or unmount it with umount -l."));
            }
            else if (task.Result is { } look)
            {
                seen.Add((path, look));
            }
            else
            {
                gaps.Add(Gap(path, "it may not be seen by this user, or is not there", "Run it as root."));
            }
        }

        return [.. seen.GroupBy(one => one.Look.Key).Select(Join)];
    }

    private static UnseenResource Gap(WrittenPath path, string reason, string remedy) =>
        new(GatewayResourceKind.DiskSpace, SafeText.Escape(path.Path), new NotSeen($"the file system of {SafeText.Escape(path.Path)} ({path.Use})", reason, remedy));

    private static FileSystemFacts Join(IGrouping<(ulong Device, bool IsReadOnly), (WrittenPath Path, Look Look)> group)
    {
        Look look = group.First().Look;
        string[] paths = [.. group.Select(one => SafeText.Escape(one.Path.Path)).Distinct(StringComparer.Ordinal)];
        return new FileSystemFacts(
            look.Mount is { } mount ? SafeText.Escape(mount.MountPoint) : paths[0],
            look.Mount is { } known ? SafeText.Escape(known.FileSystem) : null,
            paths,
            [.. group.Select(one => one.Path.Use).Distinct(StringComparer.Ordinal)],
            look.Use.TotalBytes,
            look.Use.FreeBytes,
            look.Use.AvailableBytes,
            look.Use.TotalInodes,
            look.Use.FreeInodes,
            look.Use.IsReadOnly);
    }

    // What is not there yet is made in the directory above.
    private Look? LookAt(WrittenPath path)
    {
        for (string? at = path.Path; at is not null; at = Path.GetDirectoryName(at))
        {
            FileOpening found = path.Files.Locate(at);
            using Microsoft.Win32.SafeHandles.SafeFileHandle? handle = found.Handle;
            if (handle is not null)
            {
                return FileSystemUse.Read(handle) is { } use
                    ? new Look(found.Status.Identity, use, found.Status.MountId is { } id ? MountsOf(path.Files).GetValueOrDefault(id) : null)
                    : null;
            }

            if (found.Failure is not FileOpeningFailure.NotFound)
            {
                return null;
            }
        }

        return null;
    }

    private IReadOnlyDictionary<ulong, MountEntry> MountsOf(FileTree files)
    {
        if (!_mounts.TryGetValue(files.RootPath, out IReadOnlyDictionary<ulong, MountEntry>? mounts))
        {
            const string rootName = "/root";
            string directory = files.IsHost ? "/proc/self" : files.RootPath.EndsWith(rootName, StringComparison.Ordinal) ? files.RootPath[..^rootName.Length] : "/proc/self";
            string text = KernelText.Read(directory + "/mountinfo") ?? string.Empty;
            _mounts[files.RootPath] = mounts = MountEntry.Parse(FileNameText.Encode(text)).DistinctBy(mount => mount.MountId).ToDictionary(mount => mount.MountId);
        }

        return mounts;
    }

    private sealed record Look(FileIdentity Identity, FileSystemUse Use, MountEntry? Mount)
    {
        // One device can be mounted twice, here to be read only.
        public (ulong Device, bool IsReadOnly) Key => (((ulong)Identity.DeviceMajor << 32) | Identity.DeviceMinor, Use.IsReadOnly);
    }
}
