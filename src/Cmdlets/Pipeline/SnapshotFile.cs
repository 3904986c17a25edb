using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Linux;

namespace Nginx502.Pipeline;

/// <summary>A saved snapshot, read for a cmdlet.</summary>
internal static class SnapshotFile
{
    // A thousand times what a busy server gives.
    private const long Largest = 256L * 1024 * 1024;

    /// <summary>The name of a file of an incident in a directory: by machine and time.</summary>
    public static string NameOf(string computer, DateTime time, string extension) =>
        $"nginx502-{string.Concat(computer.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'))}-{time:yyyyMMdd-HHmmss}.{extension}";

    /// <summary>Reads one; null, and an error, when it is none.</summary>
    public static GatewaySnapshot? Read(Cmdlet cmdlet, string path)
    {
        FileOpening opening = FileOpening.Open(path);
        using var handle = opening.Handle;
        if (handle is null)
        {
            cmdlet.WriteError(Errors.SnapshotNotOpened(path, opening));
            return null;
        }

        try
        {
            if (opening.Status.Length > Largest)
            {
                throw new IOException($"it has {opening.Status.Length} bytes, which no snapshot has");
            }

            using var text = new StreamReader(new FileStream(handle, FileAccess.Read));
            return SnapshotText.Parse(text.ReadToEnd());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SnapshotFormatException or FormatException)
        {
            cmdlet.WriteError(Errors.SnapshotNotRead(path, failure));
            return null;
        }
    }
}
