using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Saves how things were before the first act, for root alone. The oldest incidents go.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="statePath">The directory of the state.</param>
internal sealed class IncidentEvidence(IFileCalls calls, string statePath)
{
    private const string Folder = "incidents";
    private const int MostIncidents = 20;

    /// <summary>What is to be done where it cannot be saved.</summary>
    public Remedy Room => new($"See why nothing can be kept in {SafeText.Escape(statePath)}: its disk may be full.", $"df -h {PasteText.Shell(statePath)}");

    /// <summary>Saves it. The directory; null with the reason, a sentence, when it could not be saved.</summary>
    /// <param name="run">The number of the run.</param>
    /// <param name="files">What is saved.</param>
    /// <param name="problem">Why it was not saved; null when it was.</param>
    public string? Save(int run, IEnumerable<IncidentFile> files, out string? problem)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:yyyyMMdd-HHmmss}-{run}");
        string parent = Path.Combine(statePath, Folder);
        string path = Path.Combine(parent, id);
        try
        {
            using SafeFileHandle incidents = OwnDirectory.Open(calls, statePath, Folder);
            Prune(incidents, parent);
            using SafeFileHandle directory = OwnDirectory.OpenIn(calls, incidents, id, path);
            foreach (IncidentFile file in files)
            {
                FileContent.WriteNew(calls, directory, file.Name, Encoding.UTF8.GetBytes(file.Content), Path.Combine(path, file.Name));
            }

            problem = null;
            return path;
        }
        catch (ChangeException exception)
        {
            problem = $"The evidence was not saved: {exception.Failure.Problem}";
            return null;
        }
    }

    // The oldest of our own go; names sort by time.
    private void Prune(SafeFileHandle incidents, string path)
    {
        CallFailures.Require(calls.Names(incidents, out IReadOnlyList<string> names), "be listed", path);
        string[] old = [.. names.Where(IsOwn).Order(StringComparer.Ordinal)];
        foreach (string name in old.Take(Math.Max(0, old.Length - MostIncidents + 1)))
        {
            string own = Path.Combine(path, name);
            CallFailures.Require(calls.OpenDirectory(incidents, name, out SafeFileHandle directory), "be opened", own);
            using (directory)
            {
                CallFailures.Require(calls.Names(directory, out IReadOnlyList<string> files), "be listed", own);
                foreach (string file in files)
                {
                    CallFailures.Require(calls.Remove(directory, file), "be removed", Path.Combine(own, file));
                }
            }

            CallFailures.Require(calls.RemoveDirectory(incidents, name), "be removed", own);
        }
    }

    // A day, a time, and the number of the run.
    private static bool IsOwn(string name) =>
        name.Split('-') is [{ Length: 8 }, { Length: 6 }, { Length: > 0 }] && name.All(letter => char.IsAsciiDigit(letter) || letter == '-');
}
