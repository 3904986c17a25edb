namespace Nginx502.Logs;

/// <summary>
/// A time in front: <c>docker logs -t</c> and <c>kubectl logs --timestamps</c> (a time and a space), and the files of a CRI
/// runtime, <c>2026-11-23T03:49:06.123456789Z stderr F …</c>, where P in place of F marks a part of a line over 16 KiB.
/// </summary>
internal static class TimestampFraming
{
    /// <summary>Removes the prefix; false when there is none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        int time = FramingTime.Rfc3339(line);
        time = time > 0 ? time : FramingTime.WithoutZone(line);
        if (time == 0 || time >= line.Length || line[time] != ' ')
        {
            return false;
        }

        line = line[(time + 1)..];
        if ((line.StartsWith("stderr "u8) || line.StartsWith("stdout "u8)) && line.Length > 7)
        {
            // The tags are separated by colons, the first is F or P; unknown ones may follow (Kubernetes: pkg/kubelet/kuberuntime/logs).
            ReadOnlySpan<byte> tags = line[7..];
            int end = tags.IndexOf((byte)' ');
            end = end < 0 ? tags.Length : end;
            if (end > 0 && tags[0] is (byte)'F' or (byte)'P' && (end == 1 || tags[1] == ':'))
            {
                line = tags[Math.Min(end + 1, tags.Length)..];
            }
        }

        return true;
    }
}
