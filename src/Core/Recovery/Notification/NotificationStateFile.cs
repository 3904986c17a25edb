using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Where it is kept what was told: on the disk, and in memory where the disk takes nothing, so that a full disk makes nobody told each minute.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="statePath">The directory of the state.</param>
/// <param name="runtimePath">The directory of what a reboot may take.</param>
internal sealed class NotificationStateFile(IFileCalls calls, string statePath, string runtimePath)
{
    /// <summary>The file that is locked while people are told.</summary>
    public const string LockName = "notifications.lock";

    private const string Name = "notifications.json";
    private const string NewName = "notifications.new";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Keeps others from telling people meanwhile; the kernel ends that with the process.</summary>
    /// <exception cref="ChangeException">Another does all the time, or its place cannot be used.</exception>
    public StateLock Lock(TimeSpan patience)
    {
        using SafeFileHandle directory = OwnDirectory.Open(calls, runtimePath, RunFile.FolderName);
        return StateLock.Take(calls, directory, Path.Combine(runtimePath, RunFile.FolderName), "telling people", patience, CancellationToken.None, LockName);
    }

    /// <summary>What is kept; an empty state when nothing is.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public NotificationState Read() =>
        new[] { statePath, runtimePath }.Select(ReadAt).OfType<NotificationState>().MaxBy(state => state.Written) ?? new NotificationState();

    /// <summary>True when the disk took nothing the last time.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public bool IsInMemoryOnly => ReadAt(runtimePath) is { } inMemory && !(ReadAt(statePath)?.Written >= inMemory.Written);

    /// <summary>Keeps it. Null when it is on the disk; else why it is in memory only, a sentence.</summary>
    /// <exception cref="ChangeException">It cannot be written anywhere.</exception>
    public string? Write(NotificationState state)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(state with { Written = DateTimeOffset.Now }, Form);
        try
        {
            WriteAt(statePath, content);
            return null;
        }
        catch (ChangeException exception) when (exception.Failure.Reason is ChangeFailureReason.NoSpace or ChangeFailureReason.FileSystemError)
        {
            WriteAt(runtimePath, content);
            return exception.Failure.Problem;
        }
    }

    private NotificationState? ReadAt(string place)
    {
        string path = Path.Combine(place, RunFile.FolderName);
        using SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, path);
        if (directory is null || FileContent.Read(calls, directory, Name, Path.Combine(path, Name)) is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<NotificationState>(content, Form);
        }
        catch (JsonException)
        {
            // Then it is told once more: better than never.
            return null;
        }
    }

    private void WriteAt(string place, byte[] content)
    {
        string path = Path.Combine(place, RunFile.FolderName);
        using SafeFileHandle directory = OwnDirectory.Open(calls, place, RunFile.FolderName);
        int error = calls.Remove(directory, NewName);
        CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be removed", Path.Combine(path, NewName));
        FileContent.WriteNew(calls, directory, NewName, content, Path.Combine(path, NewName));
        CallFailures.Require(calls.Rename(directory, NewName, Name), "be put in place", Path.Combine(path, Name));
    }
}
