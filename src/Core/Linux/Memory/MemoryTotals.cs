using System.Buffers.Text;

namespace Nginx502.Linux;

/// <summary>Adds up the lines of <c>smaps_rollup</c>, <c>smaps</c> and <c>status</c>: a name, a colon, a number of kilobytes. Other lines are passed over.</summary>
internal struct MemoryTotals
{
    private const long Kilobyte = 1024;

    /// <summary>Rss of smaps, VmRSS of status.</summary>
    public long Resident;

    /// <summary>Pss.</summary>
    public long Proportional;

    /// <summary>Pss_Anon, since Linux 5.4; null before.</summary>
    public long? ProportionalAnonymous;

    /// <summary>Pss_Shmem, since Linux 5.4; null before.</summary>
    public long? ProportionalShared;

    /// <summary>Private_Clean and Private_Dirty.</summary>
    public long Private;

    /// <summary>Private_Dirty alone.</summary>
    public long PrivateDirty;

    /// <summary>SwapPss where there is one (since Linux 4.3), else Swap or VmSwap.</summary>
    public long Swap;

    /// <summary>RssAnon of status, since Linux 4.5; null before.</summary>
    public long? ResidentAnonymous;

    /// <summary>VmHWM of status.</summary>
    public long? PeakResident;

    private bool _hasProportionalSwap;

    /// <summary>True when something was found.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>Adds lines; gives how many bytes they took. What stands behind the last line end belongs to a line that is not whole yet.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        int taken = 0;
        while (text[taken..].IndexOf((byte)'\n') is >= 0 and int length)
        {
            AddLine(text.Slice(taken, length));
            taken += length + 1;
        }

        return taken;
    }

    private void AddLine(ReadOnlySpan<byte> line)
    {
        // The lines of mappings begin with an address in small digits.
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[0] is not (>= (byte)'A' and <= (byte)'Z'))
        {
            return;
        }

        ReadOnlySpan<byte> value = line[(colon + 1)..].TrimStart(" \t"u8);
        if (value.EndsWith(" kB"u8) && Utf8Parser.TryParse(value, out long number, out _) && number <= long.MaxValue / Kilobyte)
        {
            AddValue(line[..colon], number * Kilobyte);
        }
    }

    private void AddValue(ReadOnlySpan<byte> name, long bytes)
    {
        if (name.SequenceEqual("Rss"u8) || name.SequenceEqual("VmRSS"u8))
        {
            Resident += bytes;
            IsFilled = true;
        }
        else if (name.SequenceEqual("Pss"u8))
        {
            Proportional += bytes;
        }
        else if (name.SequenceEqual("Pss_Anon"u8))
        {
            ProportionalAnonymous = (ProportionalAnonymous ?? 0) + bytes;
        }
        else if (name.SequenceEqual("Pss_Shmem"u8))
        {
            ProportionalShared = (ProportionalShared ?? 0) + bytes;
        }
        else if (name.SequenceEqual("Private_Clean"u8))
        {
            Private += bytes;
        }
        else if (name.SequenceEqual("Private_Dirty"u8))
        {
            Private += bytes;
            PrivateDirty += bytes;
        }
        else
        {
            AddRarer(name, bytes);
        }
    }

    private void AddRarer(ReadOnlySpan<byte> name, long bytes)
    {
        if (name.SequenceEqual("SwapPss"u8))
        {
            Swap = (_hasProportionalSwap ? Swap : 0) + bytes;
            _hasProportionalSwap = true;
        }
        else if ((name.SequenceEqual("Swap"u8) && !_hasProportionalSwap) || name.SequenceEqual("VmSwap"u8))
        {
            Swap += bytes;
        }
        else if (name.SequenceEqual("VmHWM"u8))
        {
            PeakResident = bytes;
        }
        else if (name.SequenceEqual("RssAnon"u8))
        {
            ResidentAnonymous = bytes;
        }
    }
}
