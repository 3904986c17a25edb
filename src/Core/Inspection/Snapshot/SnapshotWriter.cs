using System.Text;

namespace Nginx502;

/// <summary>Saves snapshots: files that only their owner may read, whole or not at all.</summary>
public static class SnapshotWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Saves one.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="path">The file.</param>
    /// <param name="mayReplace">True to put it in the place of a file that is there.</param>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public static void Save(GatewaySnapshot snapshot, string path, bool mayReplace)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(path);
        byte[] text = Encoding.UTF8.GetBytes(SnapshotJson.Write(snapshot));
        string written = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (FileStream file = new(written, Options()))
            {
                file.Write(text);
            }

            File.Move(written, path, mayReplace);
        }
        catch
        {
            File.Delete(written);
            throw;
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
