using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Reads how things are, since an act destroys it: the snapshot, what each process waits for, the kernel's locks and memory events. Bounded in time and size; secrets are
/// masked as in every snapshot.
/// </summary>
internal static class IncidentReading
{
    private const int MostBytesOfEach = 256 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Reads it.</summary>
    /// <param name="diagnosis">What was made of the snapshot.</param>
    /// <param name="snapshot">The snapshot.</param>
    public static IncidentFile[] Read(GatewayDiagnosis diagnosis, GatewaySnapshot snapshot) =>
        [.. Within(Limit, Sources(diagnosis, snapshot)).Select(found => new IncidentFile(found.Name, found.Content)).Where(file => file.Content.Length > 0)];

    /// <summary>What is read within a time. A source that hangs, as the command line of a process in state D does, costs itself and what comes after it.</summary>
    /// <param name="limit">How long all of them have.</param>
    /// <param name="sources">The sources, each on a thread of its own.</param>
    internal static IEnumerable<(string Name, string Content)> Within(TimeSpan limit, IEnumerable<(string Name, Func<string> Read)> sources)
    {
        long start = Stopwatch.GetTimestamp();
        foreach ((string name, Func<string> read) in sources)
        {
            TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                yield break;
            }

            Task<string> reading = Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (Task.WaitAny([reading], left) < 0)
            {
                yield break;
            }

            yield return (name, reading.GetAwaiter().GetResult());
        }
    }

    private static IEnumerable<(string Name, Func<string> Read)> Sources(GatewayDiagnosis diagnosis, GatewaySnapshot snapshot)
    {
        yield return ("snapshot.json", () => SnapshotJson.Write(snapshot));
        yield return ("diagnosis.txt", () => DiagnosisText(diagnosis));
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

    /// <summary>What a file of the kernel says; empty where it cannot be read.</summary>
    internal static string ReadKernel(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            return string.Join('\n', Encoding.UTF8.GetString(BoundedFile.ReadBeginning(file, MostBytesOfEach)).Split('\n').Select(SafeText.Escape));
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
}
