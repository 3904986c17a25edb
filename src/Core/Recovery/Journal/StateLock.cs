using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>One change at a time. The kernel holds the lock for the open file, and takes it back when the process ends, however it ends.</summary>
internal sealed class StateLock : IDisposable
{
    /// <summary>The file that is locked where no other is named.</summary>
    public const string Name = "lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly SafeFileHandle _file;

    private StateLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock of a directory, and waits for it if need be.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="directory">The directory, open.</param>
    /// <param name="directoryPath">Its path.</param>
    /// <param name="command">Who asks: told to whoever waits.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="name">The file that is locked.</param>
    /// <exception cref="ChangeException">Another process has it all the time.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static StateLock Take(IFileCalls calls, SafeFileHandle directory, string directoryPath, string command, TimeSpan patience, CancellationToken cancellationToken, string name = Name)
    {
        string path = Path.Combine(directoryPath, name);
        long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            CallFailures.Require(calls.OpenFile(directory, name, FileUse.Append, out SafeFileHandle file), "be opened", path);
            try
            {
                int error;
                while ((error = calls.Lock(file, isShared: false)) == FileError.TryAgain)
                {
                    if (Environment.TickCount64 >= end)
                    {
                        throw InProgress(path, HolderOf(calls, directory, name, path), patience);
                    }

                    cancellationToken.WaitHandle.WaitOne(Pause);
                    cancellationToken.ThrowIfCancellationRequested();
                }

                CallFailures.Require(error, "be locked", path);
                if (IsStill(calls, directory, name, file, path))
                {
                    Sign(calls, file, path, command);
                    return new StateLock(file);
                }
            }
            catch
            {
                file.Dispose();
                throw;
            }

            // Whoever had it took the file away: others lock another one.
            file.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes the file of a lock away, unless somebody has the lock or there is none.</summary>
    public static void Discard(IFileCalls calls, SafeFileHandle directory, string name)
    {
        int error = calls.OpenFile(directory, name, FileUse.Read, out SafeFileHandle file);
        using (file)
        {
            if (error == 0 && calls.Lock(file, isShared: false) == 0 && IsStill(calls, directory, name, file, name))
            {
                _ = calls.Remove(directory, name);
            }
        }
    }

    /// <summary>Who has the lock, in words: "process 4242 (Set-FpmPoolTuning)"; null when nobody has.</summary>
    public static string? Holder(IFileCalls calls, SafeFileHandle directory, string directoryPath)
    {
        int error = calls.OpenFile(directory, Name, FileUse.Read, out SafeFileHandle file);
        using (file)
        {
            return error == 0 && calls.Lock(file, isShared: true) == FileError.TryAgain ? HolderOf(calls, directory, Name, Path.Combine(directoryPath, Name)) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsStill(IFileCalls calls, SafeFileHandle directory, string name, SafeFileHandle file, string path)
    {
        int error = calls.OpenToLook(directory, name, out SafeFileHandle there);
        using (there)
        {
            if (error == FileError.NoSuchFile)
            {
                return false;
            }

            CallFailures.Require(error, "be looked at", path);
            CallFailures.Require(calls.Status(there, out FileStatus now), "be looked at", path);
            CallFailures.Require(calls.Status(file, out FileStatus held), "be looked at", path);
            return now.Identity == held.Identity;
        }
    }

    // Who has it is told to others; the kernel holds it all the same where a full disk takes no word.
    private static void Sign(IFileCalls calls, SafeFileHandle file, string path, string command)
    {
        CallFailures.Require(calls.Truncate(file, 0), "be written", path);
        string holder = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {SafeText.Escape(command)}");
        int error = calls.Write(file, Encoding.UTF8.GetBytes(holder));
        if (error is not (FileError.NoSpace or FileError.QuotaExceeded))
        {
            CallFailures.Require(error, "be written", path);
        }
    }

    private static string HolderOf(IFileCalls calls, SafeFileHandle directory, string name, string path)
    {
        byte[] content = FileContent.Read(calls, directory, name, path) ?? [];
        string[] words = SafeText.Decode(content).Split(' ', 2);
        return words.Length == 2 ? $"process {words[0]} ({words[1]})" : "another process";
    }

    private static ChangeException InProgress(string path, string holder, TimeSpan patience) => new(new ChangeFailure(
        ChangeFailureReason.ChangeInProgress,
        path,
        string.Create(CultureInfo.InvariantCulture, $"Another change goes on: {holder} has held the lock for {patience.TotalSeconds:0.#} s and more."),
        "Wait until it is done and try again. The lock goes with the process: there is no file to remove."));
}
