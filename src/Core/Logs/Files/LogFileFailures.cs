using System.Runtime.InteropServices;
using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>Says in words why a log was not opened, and what to do.</summary>
internal static class LogFileFailures
{
    /// <summary>The error for an opening that failed.</summary>
    public static LogFileException Explain(string path, FileOpening opening)
    {
        string name = SafeText.Escape(path);
        string reached = SafeText.Escape(opening.ReachedPath);
        string target = SafeText.Escape(opening.LinkTarget ?? opening.ReachedPath);
        (LogFileProblem reason, string problem, string advice) = opening.Failure switch
        {
            FileOpeningFailure.NotFound => (
                LogFileProblem.NotFound,
                reached == name ? $"There is no log '{name}'." : $"There is no log '{name}': '{reached}' does not exist.",
                "Check the spelling, case included, and whether it was moved or rotated away."),
            FileOpeningFailure.PermissionDenied => (
                LogFileProblem.PermissionDenied,
                $"The log '{name}' may not be read: access to '{reached}' is denied.",
                "Run as root, or as a member of the group that may read it (on Debian: adm)."),
            FileOpeningFailure.IsDirectory => (
                LogFileProblem.IsDirectory,
                $"'{name}' is a directory.",
                $"Name the log inside it, as '{Join(name, "error.log")}'."),
            FileOpeningFailure.NotRegular => (
                LogFileProblem.NotRegular,
                $"'{name}' is not a regular file ('{reached}' is a FIFO, a device or a socket).",
                "Pipe what it gives: PROGRAM | Get-NginxUpstreamError."),
            FileOpeningFailure.ProcessStream => (
                LogFileProblem.LogsToStream,
                $"The log '{name}' is not a file: it leads to {target}, so its lines go to where the program was started, as in the official container images.",
                "Read them there: docker logs NAME 2>&1 | Get-NginxUpstreamError (or podman logs, kubectl logs, journalctl -o cat -u UNIT)."),
            FileOpeningFailure.UntrustedLink => (
                LogFileProblem.UntrustedLink,
                $"The log '{name}' is not opened as root: '{reached}' is a link to '{target}' in a directory that others than root can write to, and it could lead to any file.",
                "Name the file where it really is."),
            FileOpeningFailure.UntrustedHardLink => (
                LogFileProblem.UntrustedLink,
                $"The log '{name}' is not opened as root: the file has several names and lies where others than root can write, so it could be any file.",
                $"Read it as its owner, or give it one name (find DIRECTORY -samefile '{name}')."),
            FileOpeningFailure.MagicLink => (
                LogFileProblem.UntrustedLink,
                $"The log '{name}' is not opened: '{reached}' is a link of the kernel's into another place.",
                "Name the file where it really is."),
            FileOpeningFailure.TooManyLinks => (
                LogFileProblem.NotFound,
                $"There is no log '{name}': its links lead in a circle at '{reached}'.",
                "Name the file where it really is."),
            _ when opening.ErrorNumber == ErrorNumber.TooManyOpenFiles => (
                LogFileProblem.Other,
                $"The log '{name}' is not opened: this process may not open more files at a time.",
                "Name fewer files in one call, or raise the limit before the start: ulimit -n 65536."),
            _ => (
                LogFileProblem.Other,
                $"The log '{name}' cannot be opened: '{reached}': {Marshal.GetPInvokeErrorMessage(opening.ErrorNumber)} ({opening.ErrorNumber}).",
                "See what the kernel says, and try again."),
        };
        return new LogFileException(reason, path, problem, advice, opening.ErrorNumber);
    }

    /// <summary>The error for a file that is packed in a way that is not read here.</summary>
    public static LogFileException UnknownPacking(string path, string program) => new(
        LogFileProblem.UnknownPacking,
        path,
        $"The log '{SafeText.Escape(path)}' is packed by {program}, which is not read here.",
        $"Unpack it on the way: {program} -dc '{SafeText.Escape(path)}' | Get-NginxUpstreamError.");

    private static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : directory + "/" + name;
}
