using System.Management.Automation;
using System.Text;

namespace Nginx502.Pipeline;

/// <summary>A saved snapshot, read for a cmdlet.</summary>
internal static class SnapshotFile
{
    // A thousand times what a busy server gives.
    private const long Largest = 256L * 1024 * 1024;

    /// <summary>Reads one; null, and an error, when it is none.</summary>
    public static GatewaySnapshot? Read(Cmdlet cmdlet, string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > Largest)
            {
                throw new IOException($"it has {file.Length} bytes, which no snapshot has");
            }

            return SnapshotJson.Read(Encoding.UTF8.GetString(File.ReadAllBytes(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SnapshotFormatException)
        {
            cmdlet.WriteError(Errors.SnapshotNotRead(path, failure));
            return null;
        }
    }
}
