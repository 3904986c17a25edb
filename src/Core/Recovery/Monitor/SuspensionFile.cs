using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Where a suspension is kept: in memory only, so that a reboot ends it.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="runtimePath">The directory of what a reboot may take.</param>
internal sealed class SuspensionFile(IFileCalls calls, string runtimePath)
{
    private const string Folder = "monitor";
    private const string Name = "suspended.json";
    private const string NewName = "suspended.new";

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private string DirectoryPath => Path.Combine(runtimePath, Folder);

    /// <summary>The suspension that lasts; null when there is none, or it is over.</summary>
    /// <exception cref="ChangeException">It cannot be read.</exception>
    public RecoverySuspension? Read(DateTime now)
    {
        using SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, DirectoryPath);
        if (directory is null || FileContent.Read(calls, directory, Name, Path.Combine(DirectoryPath, Name)) is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RecoverySuspension>(content, Form) is { } read && read.Until > now ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Begins one, in place of an earlier one.</summary>
    /// <exception cref="ChangeException">It cannot be written.</exception>
    public void Write(RecoverySuspension suspension)
    {
        using SafeFileHandle directory = OwnDirectory.Open(calls, runtimePath, Folder);
        Remove(directory, NewName);
        FileContent.WriteNew(calls, directory, NewName, JsonSerializer.SerializeToUtf8Bytes(suspension, Form), Path.Combine(DirectoryPath, NewName));
        CallFailures.Require(calls.Rename(directory, NewName, Name), "be put in place", Path.Combine(DirectoryPath, Name));
    }

    /// <summary>Ends it; false when there was none.</summary>
    /// <exception cref="ChangeException">It cannot be removed.</exception>
    public bool Remove()
    {
        bool isRemoved = false;
        using (SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, DirectoryPath))
        {
            isRemoved = directory is not null && Remove(directory, Name);
        }

        // Its directory holds nothing else.
        using SafeFileHandle? parent = OwnDirectory.OpenToRead(calls, runtimePath);
        _ = parent is null ? 0 : calls.RemoveDirectory(parent, Folder);
        return isRemoved;
    }

    private bool Remove(SafeFileHandle directory, string name)
    {
        int error = calls.Remove(directory, name);
        CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be removed", Path.Combine(DirectoryPath, name));
        return error == 0;
    }
}
