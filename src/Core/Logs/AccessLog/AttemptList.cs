using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>
/// The lists in which nginx writes one value for each attempt to reach an upstream: <c>, </c> before the next server that
/// was tried, <c> : </c> where the request entered an upstream again (nginx: src/http/ngx_http_upstream.c,
/// ngx_http_upstream_addr_variable).
/// </summary>
internal static class AttemptList
{
    /// <summary>Takes the first value off a list; false when nothing is left. Nothing follows a separator at the end.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> item)
    {
        if (list.IsEmpty)
        {
            item = default;
            return false;
        }

        int comma = list.IndexOf(", "u8);
        int colon = list.IndexOf(" : "u8);
        bool isColon = colon >= 0 && (comma < 0 || colon < comma);
        int end = isColon ? colon : comma;
        item = end < 0 ? list : list[..end];
        list = end < 0 ? default : list[(end + (isColon ? 3 : 2))..];
        return true;
    }

    /// <summary>The texts of a list, safe to show; none when the value is not set.</summary>
    public static string[] Texts(ReadOnlySpan<byte> list)
    {
        if (IsUnset(list))
        {
            return [];
        }

        var items = new List<string>(2);
        while (TryTake(ref list, out ReadOnlySpan<byte> item))
        {
            items.Add(SafeText.Decode(item));
        }

        return [.. items];
    }

    /// <summary>The whole numbers of a list; null for one that is not set or no number.</summary>
    /// <param name="list">The value as written.</param>
    /// <param name="wasTried">True when an address says that an attempt was made: then a lone <c>-</c> is that attempt's.</param>
    public static int?[] Numbers(ReadOnlySpan<byte> list, bool wasTried)
    {
        if (IsUnset(list))
        {
            return wasTried ? [null] : [];
        }

        var items = new List<int?>(2);
        while (TryTake(ref list, out ReadOnlySpan<byte> item))
        {
            items.Add(Utf8Parser.TryParse(item, out int number, out int used) && used == item.Length ? number : null);
        }

        return [.. items];
    }

    /// <summary>The durations of a list; null for one that is not set or no number.</summary>
    /// <param name="list">The value as written, seconds with milliseconds.</param>
    /// <param name="wasTried">True when an address says that an attempt was made: then a lone <c>-</c> is that attempt's.</param>
    public static TimeSpan?[] Durations(ReadOnlySpan<byte> list, bool wasTried)
    {
        if (IsUnset(list))
        {
            return wasTried ? [null] : [];
        }

        var items = new List<TimeSpan?>(2);
        while (TryTake(ref list, out ReadOnlySpan<byte> item))
        {
            items.Add(AccessLogTime.TryParseTicks(item, out long ticks) ? TimeSpan.FromTicks(ticks) : null);
        }

        return [.. items];
    }

    private static bool IsUnset(ReadOnlySpan<byte> list) => list.IsEmpty || list.SequenceEqual("-"u8);
}
