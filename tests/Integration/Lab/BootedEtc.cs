namespace Nginx502.Lab;

/// <summary>The /etc of a booted machine: the users and the programs' configurations of this one, and no service that starts by itself.</summary>
internal static class BootedEtc
{
    private static readonly string[] Files = ["passwd", "group", "nsswitch.conf", "ld.so.cache", "localtime"];
    private static readonly string[] Directories = ["nginx", "php", "alternatives", "ssl"];

    /// <summary>Writes it.</summary>
    /// <param name="etc">The directory that becomes /etc.</param>
    /// <param name="masked">The units that are not to be started.</param>
    public static void Write(string etc, IEnumerable<string> masked)
    {
        string units = Path.Combine(etc, "systemd", "system");
        Directory.CreateDirectory(units);
        Directory.CreateDirectory(Path.Combine(etc, "systemd", "system-preset"));
        Directory.CreateDirectory(Path.Combine(etc, "tmpfiles.d"));

        // Without a number systemd takes it for its first boot and enables what presets say.
        File.WriteAllText(Path.Combine(etc, "machine-id"), Guid.NewGuid().ToString("N") + "\n");
        File.WriteAllText(Path.Combine(etc, "systemd", "system-preset", "00-none.preset"), "disable *\n");
        File.WriteAllText(
            Path.Combine(etc, "tmpfiles.d", "gateway.conf"),
            "d /var/lib/nginx 0755 root root -\nd /var/log/nginx 0755 root adm -\nd /var/lib/php/sessions 1733 root root -\n");
        foreach (string unit in masked)
        {
            File.CreateSymbolicLink(Path.Combine(units, unit + ".service"), "/dev/null");
        }

        foreach (string file in Files.Where(file => File.Exists("/etc/" + file)))
        {
            File.Copy("/etc/" + file, Path.Combine(etc, file));
        }

        foreach (string directory in Directories.Where(directory => Directory.Exists("/etc/" + directory)))
        {
            Copy("/etc/" + directory, Path.Combine(etc, directory));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileSystemInfo entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            string target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo directory)
            {
                Copy(directory.FullName, target);
            }
            else if (entry is FileInfo file)
            {
                file.CopyTo(target);
            }
        }
    }
}
