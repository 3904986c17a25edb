using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>Everything that can be told of a tree of files, in one text: two that are equal are of trees that nobody changed.</summary>
internal static class Snapshot
{
    /// <summary>Each file's kind, bytes, owner, mode, times, inode and names.</summary>
    public static string Of(string directory)
    {
        StringBuilder text = new();
        foreach (string path in Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Append(directory).Order(StringComparer.Ordinal))
        {
            Assert.True(FileStatus.TryRead(path, out FileStatus status), path);
            string content = status.Kind switch
            {
                FileKind.Regular => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))),
                FileKind.SymbolicLink => new FileInfo(path).LinkTarget ?? "",
                _ => "",
            };
            text.AppendLine(CultureInfo.InvariantCulture, $"{path} {status.Kind} {(int)status.Mode:X} {status.OwnerId}:{status.GroupId} {status.LinkCount} {status.LastWriteTime:O} {status.Identity.Inode} {content}");
        }

        return text.ToString();
    }

    /// <summary>What a change of a file must bring back when it is undone: bytes, owner and mode.</summary>
    public static string OfFiles(params string[] paths)
    {
        StringBuilder text = new();
        foreach (string path in paths)
        {
            Assert.True(FileStatus.TryRead(path, out FileStatus status), path);
            text.AppendLine(CultureInfo.InvariantCulture, $"{path} {(int)status.Mode:X} {status.OwnerId}:{status.GroupId} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}");
        }

        return text.ToString();
    }

    /// <summary>The sockets that listen on this machine, unix and TCP, but those of other tests' ports.</summary>
    public static string Listening(params int[] ports)
    {
        IEnumerable<string> tcp = ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == "0A" && ports.Any(port => fields[1].EndsWith(port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal)))
            .Select(fields => fields[1] + " " + fields[9]);
        return string.Join('\n', tcp);
    }
}
