using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>A set of addresses of one family as ranges, sorted and apart from each other.</summary>
internal sealed class AddressRanges
{
    private const int NamedRanges = 4;

    private readonly (UInt128 First, UInt128 Last)[] _ranges;

    private AddressRanges((UInt128 First, UInt128 Last)[] ranges) => _ranges = ranges;

    /// <summary>No address.</summary>
    public static AddressRanges None { get; } = new([]);

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The ranges.</summary>
    public IReadOnlyList<(UInt128 First, UInt128 Last)> Ranges => _ranges;

    /// <summary>All addresses of a family.</summary>
    public static AddressRanges All(int family) => new([(0, FirewallValues.LastOf(family))]);

    /// <summary>These ranges together.</summary>
    public static AddressRanges Of(IEnumerable<(UInt128 First, UInt128 Last)> ranges)
    {
        var joined = new List<(UInt128 First, UInt128 Last)>();
        foreach ((UInt128 first, UInt128 last) in ranges.OrderBy(range => range.First))
        {
            if (joined.Count > 0 && (joined[^1].Last == UInt128.MaxValue || first <= joined[^1].Last + 1))
            {
                joined[^1] = (joined[^1].First, UInt128.Max(joined[^1].Last, last));
            }
            else
            {
                joined.Add((first, last));
            }
        }

        return joined.Count == 0 ? None : new AddressRanges([.. joined]);
    }

    /// <summary>Those of both.</summary>
    public AddressRanges Union(AddressRanges other) => IsEmpty ? other : other.IsEmpty ? this : Of(_ranges.Concat(other._ranges));

    /// <summary>Those that are in both.</summary>
    public AddressRanges Intersect(AddressRanges other)
    {
        var common = new List<(UInt128, UInt128)>();
        (int one, int two) = (0, 0);
        while (one < _ranges.Length && two < other._ranges.Length)
        {
            UInt128 first = UInt128.Max(_ranges[one].First, other._ranges[two].First);
            UInt128 last = UInt128.Min(_ranges[one].Last, other._ranges[two].Last);
            if (first <= last)
            {
                common.Add((first, last));
            }

            if (_ranges[one].Last < other._ranges[two].Last)
            {
                one++;
            }
            else
            {
                two++;
            }
        }

        return common.Count == 0 ? None : new AddressRanges([.. common]);
    }

    /// <summary>Those that are not in the other.</summary>
    public AddressRanges Except(AddressRanges other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        var left = new List<(UInt128, UInt128)>();
        int two = 0;
        foreach ((UInt128 from, UInt128 last) in _ranges)
        {
            UInt128 first = from;
            bool isDone = false;
            while (two < other._ranges.Length && other._ranges[two].Last < first)
            {
                two++;
            }

            for (int at = two; at < other._ranges.Length && other._ranges[at].First <= last; at++)
            {
                if (other._ranges[at].First > first)
                {
                    left.Add((first, other._ranges[at].First - 1));
                }

                if (other._ranges[at].Last >= last)
                {
                    isDone = true;
                    break;
                }

                first = other._ranges[at].Last + 1;
            }

            if (!isDone)
            {
                left.Add((first, last));
            }
        }

        return left.Count == 0 ? None : new AddressRanges([.. left]);
    }

    /// <summary>How many addresses there are; the most that a number holds where there are more.</summary>
    public UInt128 Count()
    {
        UInt128 count = 0;
        foreach ((UInt128 first, UInt128 last) in _ranges)
        {
            UInt128 more = last - first;
            count = count > UInt128.MaxValue - more - 1 || more == UInt128.MaxValue ? UInt128.MaxValue : count + more + 1;
        }

        return count;
    }

    /// <summary>True when it holds at least half of the addresses of a family: then it is said whom it leaves out.</summary>
    public bool IsMost(int family) => Count() > FirewallValues.LastOf(family) / 2;

    /// <summary>In words: "anyone", "anyone but 10.6.6.6", "10.0.0.0/8 and 192.168.1.5", "nobody".</summary>
    public string Describe(int family)
    {
        if (IsEmpty)
        {
            return "nobody";
        }

        if (!IsMost(family))
        {
            return List(family);
        }

        AddressRanges others = All(family).Except(this);
        return others.IsEmpty ? "anyone" : $"anyone but {others.List(family)}";
    }

    private string List(int family)
    {
        string[] named = [.. _ranges.Take(NamedRanges).SelectMany(range => AddressBlocks.Of(range.First, range.Last, family)).Take(NamedRanges + 1)];
        bool isAll = _ranges.Length <= NamedRanges && named.Length <= NamedRanges;
        return isAll ? Join(named) : $"{string.Join(", ", named.Take(NamedRanges))} and more ({_ranges.Length} ranges)";
    }

    private static string Join(string[] names) => names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
