using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Saves how things were before the first act, since an act destroys it: the snapshot, what each process waits for, the kernel's locks and memory events. Bounded in
/// time and size, for root alone; secrets are masked as in every snapshot.
/// </summary>
/// <param name="calls">The system calls.</param>
/// <param name="statePath">The directory of the state.</param>
internal sealed class IncidentEvidence(IFileCalls calls, string statePath)
{
    private const string Folder = "incidents";
    private const int MostIncidents = 20;
    private const int MostBytesOfEach = 256 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Saves it. The directory; null with the reason, a sentence, when it could not be saved.</summary>
    public string? Save(int run, GatewaySnapshot snapshot, GatewayDiagnosis diagnosis, out string? problem)
    {
        using var limit = new CancellationTokenSource(Limit);
        string id = string.Create(CultureInfo.InvariantCulture, $"{snapshot.Time:yyyyMMdd-HHmmss}-{run}");
        string parent = Path.Combine(statePath, Folder);
        string path = Path.Combine(parent, id);
        try
        {
            using SafeFileHandle incidents = OwnDirectory.Open(calls, statePath, Folder);
            Prune(incidents, parent);
            using SafeFileHandle directory = OwnDirectory.OpenIn(calls, incidents, id, path);
            Write(directory, path, "snapshot.json", SnapshotJson.Write(snapshot));
            Write(directory, path, "diagnosis.txt", DiagnosisText(diagnosis));
            foreach ((string name, Func<string> read) in Sources(snapshot))
            {
                if (limit.IsCancellationRequested)
                {
                    break;
                }

                Write(directory, path, name, read());
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

    private static IEnumerable<(string Name, Func<string> Read)> Sources(GatewaySnapshot snapshot)
    {
        yield return ("processes.txt", Processes);
        yield return ("locks.txt", () => ReadKernel("/proc/locks"));
        yield return ("sockets.txt", () => ReadKernel("/proc/net/unix"));
        yield return ("memory.txt", () => ReadKernel("/proc/meminfo") + ReadKernel("/proc/pressure/memory"));
        foreach (GatewayService service in snapshot.Services.Where(service => service.Unit is not null && service.Manager == GatewayServiceManager.Systemd))
        {
            yield return ($"memory-events-{service.Name}.txt", () => ReadKernel($"/sys/fs/cgroup/system.slice/{service.Unit}/memory.events"));
        }
    }

    // What a process waits for tells more than that it does not answer.
    private static string Processes()
    {
        var text = new StringBuilder();
        foreach (ProcessEntry process in ProcessTable.Read(ProcessTable.DefaultRoot).Where(process => process.Title.Contains("nginx", StringComparison.Ordinal) || process.Title.Contains("php-fpm", StringComparison.Ordinal)))
        {
            string own = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.ProcessId}");
            text.AppendLine(CultureInfo.InvariantCulture, $"{process.ProcessId} (parent {process.ParentProcessId}) {process.State} since {process.StartTime:yyyy-MM-dd HH:mm:ss}: {SafeText.Escape(SecretText.MaskCredentials(process.Title))}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  waits in {ReadKernel(own + "/wchan").Trim()}");
            foreach (string frame in ReadKernel(own + "/stack").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {frame.Trim()}");
            }
        }

        return text.ToString();
    }

    private static string ReadKernel(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            return string.Join('\n', Encoding.UTF8.GetString(BoundedFile.Read(file, MostBytesOfEach) ?? []).Split('\n').Select(SafeText.Escape));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static string DiagnosisText(GatewayDiagnosis diagnosis)
    {
        var text = new StringBuilder();
        text.AppendLine(diagnosis.Verdict);
        foreach (Finding finding in diagnosis.Findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{finding.Cause}{(finding.IsPresent ? string.Empty : " (over)")}: {finding.Explanation}");
            foreach (FindingEvidence evidence in finding.Evidence)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {evidence.Source}: {evidence.Text}");
            }
        }

        return text.ToString();
    }

    private void Write(SafeFileHandle directory, string path, string name, string content)
    {
        if (content.Length > 0)
        {
            FileContent.WriteNew(calls, directory, name, Encoding.UTF8.GetBytes(content), Path.Combine(path, name));
        }
    }

    // The oldest go; names sort by time.
    private void Prune(SafeFileHandle incidents, string path)
    {
        CallFailures.Require(calls.Names(incidents, out IReadOnlyList<string> names), "be listed", path);
        string[] old = [.. names.Order(StringComparer.Ordinal)];
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
}
