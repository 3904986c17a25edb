using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>The processes of this machine, read from /proc (man 5 proc) without starting anything.</summary>
public static class ProcessTable
{
    /// <summary>Where the kernel shows processes.</summary>
    public const string DefaultRoot = "/proc";

    // What the kernel adds to the target of the exe link of a file that is gone.
    private const string DeletedSuffix = " (deleted)";

    /// <summary>
    /// The processes that are there now, by number. One that ends meanwhile is left out or has less to show; a directory
    /// that is not there gives none.
    /// </summary>
    /// <param name="procRoot">The directory to read, <see cref="DefaultRoot"/> on a live system.</param>
    public static IEnumerable<ProcessEntry> Read(string procRoot) => Read(procRoot, _ => true);

    /// <summary>The processes whose title is wanted: of the others nothing else is read.</summary>
    /// <param name="procRoot">The directory to read, <see cref="DefaultRoot"/> on a live system.</param>
    /// <param name="wantsTitle">Tells by a title whether the process is wanted.</param>
    public static IEnumerable<ProcessEntry> Read(string procRoot, Func<string, bool> wantsTitle)
    {
        ArgumentNullException.ThrowIfNull(procRoot);
        ArgumentNullException.ThrowIfNull(wantsTitle);
        string? machineStat = null;
        foreach (int processId in ProcessIds(procRoot))
        {
            string[] arguments = ArgumentsOf(ReadFile(Path.Combine(DirectoryOf(procRoot, processId), "cmdline")));
            if (!wantsTitle(string.Join(' ', arguments).TrimEnd()))
            {
                continue;
            }

            machineStat ??= ReadText(Path.Combine(procRoot, "stat")) ?? string.Empty;
            if (ReadOne(procRoot, processId, arguments, machineStat) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>One process; null when there is none of that number.</summary>
    public static ProcessEntry? ReadOne(string procRoot, int processId)
    {
        ArgumentNullException.ThrowIfNull(procRoot);
        string[] arguments = ArgumentsOf(ReadFile(Path.Combine(DirectoryOf(procRoot, processId), "cmdline")));
        return ReadOne(procRoot, processId, arguments, ReadText(Path.Combine(procRoot, "stat")));
    }

    /// <summary>When a process started, in ticks since boot; null when there is none of that number.</summary>
    public static ulong? StartTicks(string procRoot, int processId) =>
        ReadFile(Path.Combine(DirectoryOf(procRoot, processId), "stat")) is { } stat ? ProcessFields.ReadStat(stat).StartTicks : null;

    /// <summary>The processes that one started and that still run, by number.</summary>
    public static IReadOnlyList<ProcessEntry> Children(string procRoot, int processId, Func<string, bool> wantsTitle) =>
        Read(procRoot, wantsTitle).Where(process => process.ParentProcessId == processId).ToArray();

    /// <summary>
    /// The paths of the files that a process holds open, in order and each once; what is no file (<c>socket:[1]</c>) or
    /// was deleted is left out. Empty where they may not be read.
    /// </summary>
    public static IReadOnlyList<string> OpenFiles(string procRoot, int processId) =>
        [.. OpenTargets(procRoot, processId).Where(target => !target.EndsWith(DeletedSuffix, StringComparison.Ordinal))];

    /// <summary>The former paths of the files that a process holds open although they were deleted; each once. Empty where they may not be read.</summary>
    public static IReadOnlyList<string> DeletedOpenFiles(string procRoot, int processId) =>
    [
        .. OpenTargets(procRoot, processId)
            .Where(target => target.EndsWith(DeletedSuffix, StringComparison.Ordinal))
            .Select(target => target[..^DeletedSuffix.Length]),
    ];

    private static string[] OpenTargets(string procRoot, int processId)
    {
        string directory = Path.Combine(DirectoryOf(procRoot, processId), "fd");
        try
        {
            return Directory.EnumerateFileSystemEntries(directory)
                .Select(ReadLink)
                .OfType<string>()
                .Where(target => target.StartsWith('/'))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The paths of the files that a process holds open for writing, as logs; each once. Empty where they may not be read.</summary>
    public static IReadOnlyList<string> FilesOpenForWriting(string procRoot, int processId)
    {
        const long accessMask = 3;
        string directory = DirectoryOf(procRoot, processId);
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(directory, "fd"))
                .Where(path => ProcessFields.ReadOpenFlags(ReadText(Path.Combine(directory, "fdinfo", Path.GetFileName(path)))) is { } flags && (flags & accessMask) != 0)
                .Select(ReadLink)
                .OfType<string>()
                .Where(target => target.StartsWith('/') && !target.EndsWith(DeletedSuffix, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The numbers of the processes of this machine.</summary>
    internal static IReadOnlyList<int> Ids() => ProcessIds(DefaultRoot);

    /// <summary>What the descriptors of a process are, as /proc shows it: <c>socket:[1]</c>; empty where they may not be read.</summary>
    internal static IReadOnlyList<string> Descriptors(int processId)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(DirectoryOf(DefaultRoot, processId), "fd")).Select(ReadLink).OfType<string>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int[] ProcessIds(string procRoot)
    {
        try
        {
            return Directory.EnumerateDirectories(procRoot)
                .Select(Path.GetFileName)
                .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)
                .Where(number => number > 0)
                .Order()
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static ProcessEntry? ReadOne(string procRoot, int processId, string[] arguments, string? machineStat)
    {
        string directory = DirectoryOf(procRoot, processId);
        if (ReadFile(Path.Combine(directory, "stat")) is not { } stat)
        {
            return null;
        }

        string? executable = ReadLink(Path.Combine(directory, "exe"));
        bool isDeleted = executable?.EndsWith(DeletedSuffix, StringComparison.Ordinal) == true;
        (char? state, int? parent, ulong start) = ProcessFields.ReadStat(stat);
        string? root = ReadLink(Path.Combine(directory, "root"));
        return new ProcessEntry(
            processId,
            parent,
            arguments,
            Within(root, isDeleted ? executable![..^DeletedSuffix.Length] : executable),
            isDeleted,
            Within(root, ReadLink(Path.Combine(directory, "cwd"))),
            root,
            ReadLink(Path.Combine(directory, "ns", "mnt")))
        {
            StartTicks = start,
            StartTime = ProcessFields.ReadStartTime(machineStat, start),
            State = state,
            Credentials = ReadText(Path.Combine(directory, "status")) is { } status ? ProcessFields.ReadCredentials(status) : null,
            NetworkNamespace = ReadLink(Path.Combine(directory, "ns", "net")),
            PidNamespace = ReadLink(Path.Combine(directory, "ns", "pid")),
            UserNamespace = ReadLink(Path.Combine(directory, "ns", "user")),
            CgroupPath = ReadText(Path.Combine(directory, "cgroup")) is { } cgroup ? ProcessFields.ReadCgroup(cgroup) : null,
        };
    }

    // The kernel shows paths from the root of the mounts: what lies in a chroot begins with its directory.
    private static string? Within(string? root, string? path) =>
        root is { Length: > 1 } && path?.StartsWith(root + "/", StringComparison.Ordinal) == true ? path[root.Length..] : path == root && root is not null ? "/" : path;

    private static string DirectoryOf(string procRoot, int processId) => Path.Combine(procRoot, processId.ToString(CultureInfo.InvariantCulture));

    // A title that was set over the arguments is followed by NULs or blanks up to the old length.
    private static string[] ArgumentsOf(byte[]? commandLine)
    {
        string text = Encoding.UTF8.GetString(commandLine ?? []).TrimEnd('\0');
        return text.Length == 0 ? [] : text.Split('\0');
    }

    private static string? ReadText(string path) => ReadFile(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
