using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// The lock and the journal of one run. One run at a time holds the machine's lock, which the kernel takes back however the run ends. Where the disk takes no line, the
/// journal goes on in memory (below /run) and to syslog, and says so.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly IFileCalls _calls;
    private readonly string _runtimePath;
    private readonly SafeFileHandle _lockDirectory;
    private readonly StateLock _lock;
    private readonly string _systemLog;
    private RunFile _file;

    private RunJournal(IFileCalls calls, string runtimePath, SafeFileHandle lockDirectory, StateLock held, RunFile file, string systemLog)
    {
        (_calls, _runtimePath, _lockDirectory, _lock, _file, _systemLog) = (calls, runtimePath, lockDirectory, held, file, systemLog);
    }

    /// <summary>What was there when it was opened, and what was added.</summary>
    public List<RunLine> Lines { get; } = [];

    /// <summary>Why the journal is not on the disk, a sentence; null when it is.</summary>
    public string? NotOnDisk { get; private set; }

    /// <summary>What a run that was killed was at, a sentence; null when none was.</summary>
    public string? Interrupted { get; private set; }

    /// <summary>The number of this run.</summary>
    public int Run { get; private set; }

    /// <summary>Takes the lock and opens the journal.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="statePath">The directory of the state.</param>
    /// <param name="runtimePath">The directory of what a reboot may take.</param>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="patience">How long to wait for another run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="systemLog">The socket of syslog.</param>
    /// <exception cref="ChangeException">Another run goes on, or its place cannot be used.</exception>
    public static RunJournal Open(
        IFileCalls calls, string statePath, string runtimePath, string command, TimeSpan patience, CancellationToken cancellationToken, string systemLog = SystemLog.SocketPath)
    {
        SafeFileHandle lockDirectory = OwnDirectory.Open(calls, runtimePath, RunFile.FolderName);
        StateLock? held = null;
        try
        {
            held = StateLock.Take(calls, lockDirectory, Path.Combine(runtimePath, RunFile.FolderName), command, patience, cancellationToken);
            string? problem = null;
            RunFile file;
            try
            {
                file = new RunFile(calls, OwnDirectory.Open(calls, statePath, RunFile.FolderName), Path.Combine(statePath, RunFile.FolderName));
            }
            catch (ChangeException exception) when (IsOfTheDisk(exception))
            {
                problem = exception.Failure.Problem;
                file = InMemory(calls, runtimePath);
            }

            var journal = new RunJournal(calls, runtimePath, lockDirectory, held, file, systemLog) { NotOnDisk = problem };
            journal.Begin();
            return journal;
        }
        catch
        {
            held?.Dispose();
            lockDirectory.Dispose();
            throw;
        }
    }

    /// <summary>Reads the journal, without a lock: what another run adds meanwhile may be there or not.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public static IReadOnlyList<RunLine> Read(IFileCalls calls, string statePath, string runtimePath) =>
        [.. InOrder(new[] { statePath, runtimePath }.SelectMany(place => ReadAt(calls, Path.Combine(place, RunFile.FolderName))))];

    /// <summary>Adds a line, and waits until it is on the disk: called before the act that it announces.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isAwaited">False for what announces no act.</param>
    /// <exception cref="ChangeException">It cannot be written anywhere.</exception>
    public void Append(RunLine line, bool isAwaited = true)
    {
        try
        {
            _file.Append(line, isAwaited);
        }
        catch (ChangeException exception) when (NotOnDisk is null && IsOfTheDisk(exception))
        {
            NotOnDisk = exception.Failure.Problem;
            _file.Dispose();
            _file = InMemory(_calls, _runtimePath);
            _file.Read();
            _file.Append(line, isAwaited);
        }

        if (NotOnDisk is not null)
        {
            SystemLog.Write($"run {line.Run} {line.Event} {line.Action} {line.Target} {line.StepOutcome?.ToString() ?? line.Outcome?.ToString()}".TrimEnd(), socketPath: _systemLog);
        }

        Lines.Add(line);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _file.Rotate(Run);
        }
        catch (ChangeException)
        {
            // It grows until it can be put aside.
        }

        _file.Dispose();
        _lock.Dispose();
        _lockDirectory.Dispose();
    }

    private void Begin()
    {
        // What an earlier run could keep in memory only counts too.
        Lines.AddRange(InOrder(_file.Read().Concat(NotOnDisk is null ? ReadAt(_calls, Path.Combine(_runtimePath, RunFile.FolderName)) : [])));

        Run = RunHistory.Next(Lines);
        if (RunHistory.Unfinished(Lines) is { } unfinished)
        {
            Interrupted = RunHistory.Describe(unfinished, Lines);
            Append(new RunLine(unfinished.Run, RunEvent.Interrupted) { Summary = Interrupted });
        }
    }

    // By the number of the run, and not by the time: a clock can be set back. What a run wrote on the disk comes before what it could keep in memory only.
    private static IOrderedEnumerable<RunLine> InOrder(IEnumerable<RunLine> lines) => lines.OrderBy(line => line.Run);

    // A place that others can write to is not written to in any case; a disk that is full is another matter.
    private static bool IsOfTheDisk(ChangeException exception) => exception.Failure.Reason is ChangeFailureReason.NoSpace or ChangeFailureReason.FileSystemError;

    private static RunFile InMemory(IFileCalls calls, string runtimePath) =>
        new(calls, OwnDirectory.Open(calls, runtimePath, RunFile.FolderName), Path.Combine(runtimePath, RunFile.FolderName));

    private static IReadOnlyList<RunLine> ReadAt(IFileCalls calls, string path)
    {
        if (OwnDirectory.OpenToRead(calls, path) is not { } directory)
        {
            return [];
        }

        using var file = new RunFile(calls, directory, path);
        return file.Read();
    }
}
