using System.Runtime.InteropServices;

namespace Nginx502.Logs;

/// <summary>Groups by the bytes of their keys: a hash table that is asked with a span and copies a key only when it is new.</summary>
internal sealed class ErrorGroupTable
{
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    private readonly List<(ulong Hash, ErrorGroup Group)> _groups = [];
    private readonly ErrorGroup?[] _recent = new ErrorGroup?[WordSketch.Count];
    private int[] _slots = new int[64];

    /// <summary>The groups, in the order in which they came.</summary>
    public IEnumerable<ErrorGroup> Groups => _groups.Select(entry => entry.Group);

    /// <summary>The group of a key.</summary>
    public ErrorGroup GetOrAdd(ReadOnlySpan<byte> key)
    {
        // The same few groups come again and again; for them a full hash is not needed.
        ref ErrorGroup? recent = ref _recent[WordSketch.Of(key)];
        if (recent is null || !key.SequenceEqual(recent.Key))
        {
            recent = Find(key);
        }

        return recent;
    }

    private ErrorGroup Find(ReadOnlySpan<byte> key)
    {
        ulong hash = Hash(key);
        for (int slot = SlotOf(hash); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            int number = _slots[slot];
            if (number == 0)
            {
                return Add(key, hash, slot);
            }

            (ulong knownHash, ErrorGroup group) = _groups[number - 1];
            if (knownHash == hash && key.SequenceEqual(group.Key))
            {
                return group;
            }
        }
    }

    private ErrorGroup Add(ReadOnlySpan<byte> key, ulong hash, int slot)
    {
        var group = new ErrorGroup(key.ToArray());
        _groups.Add((hash, group));
        _slots[slot] = _groups.Count;
        if (_groups.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return group;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int index = 0; index < _groups.Count; index++)
        {
            int slot = SlotOf(_groups[index].Hash);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = index + 1;
        }
    }

    private int SlotOf(ulong hash) => (int)(hash >> 32) & (_slots.Length - 1);

    // Eight bytes at a time. Visitors choose hosts and URIs, so the seed differs in each process.
    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        ulong hash = Seed ^ (ulong)key.Length;
        while (key.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(key));
            key = key[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (byte value in key)
        {
            rest = (rest << 8) | value;
        }

        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0x9E3779B97F4A7C15UL, out ulong low);
        return high ^ low;
    }
}
