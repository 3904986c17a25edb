using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.Reporting;

/// <summary>Where it is kept what was counted: one process at a time.</summary>
internal sealed class MetricStateFile : IDisposable
{
    private const string Folder = "metrics";
    private const string Name = "counters.json";
    private const string NewName = "counters.new";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly IFileCalls _calls;
    private readonly string _path;
    private readonly SafeFileHandle _directory;
    private readonly StateLock _lock;

    private MetricStateFile(IFileCalls calls, string path, SafeFileHandle directory, StateLock held) => (_calls, _path, _directory, _lock) = (calls, path, directory, held);

    /// <summary>Takes the lock.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="statePath">The directory of the state.</param>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="patience">How long to wait for another process.</param>
    /// <param name="token">Ends the wait.</param>
    /// <exception cref="ChangeException">Another process has it all the time, or its place cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static MetricStateFile Open(IFileCalls calls, string statePath, string command, TimeSpan patience, CancellationToken token)
    {
        string path = Path.Combine(statePath, Folder);
        SafeFileHandle directory = OwnDirectory.Open(calls, statePath, Folder);
        try
        {
            return new MetricStateFile(calls, path, directory, StateLock.Take(calls, directory, path, command, patience, token));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>What is kept. Where nothing is, or what is there cannot be understood, counting begins anew: Prometheus takes that for a restart.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public MetricState Read()
    {
        if (FileContent.Read(_calls, _directory, Name, Path.Combine(_path, Name)) is not { } content)
        {
            return new MetricState();
        }

        try
        {
            return JsonSerializer.Deserialize<MetricState>(content, Form) is { Version: MetricState.CurrentVersion } read ? read : new MetricState();
        }
        catch (JsonException)
        {
            return new MetricState();
        }
    }

    /// <summary>Keeps it.</summary>
    /// <exception cref="ChangeException">It cannot be written.</exception>
    public void Write(MetricState state)
    {
        string path = Path.Combine(_path, NewName);
        int error = _calls.Remove(_directory, NewName);
        CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be removed", path);
        FileContent.WriteNew(_calls, _directory, NewName, JsonSerializer.SerializeToUtf8Bytes(state, Form), path);
        CallFailures.Require(_calls.Rename(_directory, NewName, Name), "be put in place", Path.Combine(_path, Name));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        _directory.Dispose();
    }
}
