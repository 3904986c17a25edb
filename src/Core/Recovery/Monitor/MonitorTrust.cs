using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Tells whether root may run the module without anybody watching: neither its files, nor those of the program, nor a directory on the way can be changed by others.</summary>
internal static class MonitorTrust
{
    /// <summary>What others than root can change, or what is not there; null when all is root's own.</summary>
    /// <param name="note">The settings.</param>
    public static string? Weakness(MonitorNote note) =>
        Files(note).Select(path => FileTrust.IsChangeableByRootAlone(path, out string? weakness) ? null : weakness ?? path).FirstOrDefault(weakness => weakness is not null);

    /// <summary>What closes a path that others can change: with all that lies beside it, where all of that counts.</summary>
    /// <param name="note">The settings.</param>
    /// <param name="weak">The path.</param>
    public static string Closing(MonitorNote note, string weak) => Trees(note).FirstOrDefault(tree => weak == tree || weak.StartsWith(tree + "/", StringComparison.Ordinal)) is { } tree
        ? $"chown -R root: {PasteText.Shell(tree)}; chmod -R go-w {PasteText.Shell(tree)}"
        : $"chown root: {PasteText.Shell(weak)}; chmod go-w {PasteText.Shell(weak)}";

    // The directories of which every file counts: that of the module, and that of a program which runs what lies beside it.
    private static IEnumerable<string> Trees(MonitorNote note)
    {
        string program = File.Exists(note.HostProgram) ? new FileInfo(note.HostProgram).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? note.HostProgram : note.HostProgram;
        string home = Path.GetDirectoryName(program) ?? "/";

        // A program of .NET runs what lies beside it; one in a directory of all programs has nothing beside it.
        return [.. Directory.Exists(home) && Directory.EnumerateFiles(home, "*.dll").Any() ? [home] : Array.Empty<string>(), Path.GetDirectoryName(note.ModulePath) ?? "/"];
    }

    private static IEnumerable<string> Files(MonitorNote note) =>
    [
        note.HostProgram,
        .. Trees(note).Where(Directory.Exists).SelectMany(tree => Directory.EnumerateFileSystemEntries(tree, "*", SearchOption.AllDirectories).Prepend(tree)),
        note.ModulePath,
    ];
}
