namespace Nginx502.Inspection;

/// <summary>The error logs that an nginx writes to files of this machine.</summary>
internal static class NginxLogs
{
    /// <summary>Their full paths, each once; what is not seen here is a gap.</summary>
    public static IReadOnlyList<string> ErrorLogsOf(IReadOnlyList<NginxReading> nginx, TimelinePart part)
    {
        var paths = new List<string>();
        foreach (NginxReading reading in nginx)
        {
            if (!reading.Instance.Files.IsHost)
            {
                part.Gaps.Add(new NotSeen($"the error logs of nginx {reading.Instance.Master?.ProcessId}", "it sees other files than this machine, as in a container", "Run it where nginx runs."));
                continue;
            }

            foreach (LocatedLog log in WrittenLogs.Of(reading).Where(log => !log.Log.IsAccessLog))
            {
                if (log.FullPath == "/dev/null")
                {
                    part.Gaps.Add(new NotSeen("the errors of nginx", "its error_log is thrown away (/dev/null)", "Have them written to a file, and reload nginx."));
                }
                else if (log.FullPath is null || log.FullPath.StartsWith("/dev/", StringComparison.Ordinal))
                {
                    part.Gaps.Add(new NotSeen("what nginx logs to a stream or to syslog", "it is no file that is seen here", "Pipe it: docker logs CONTAINER 2>&1 | Get-NginxUpstreamError"));
                }
                else
                {
                    paths.Add(log.FullPath);
                }
            }
        }

        return [.. paths.Distinct(StringComparer.Ordinal)];
    }
}
