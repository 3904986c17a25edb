using System.Text;

namespace Nginx502.Logs;

/// <summary>Which records of php-fpm's logs are wanted. Null or nothing in a list means all.</summary>
public sealed class FpmLogFilter
{
    // No section name of a configuration is longer (php-src: Zend/zend_ini_scanner.l reads by line, fpm_conf.c keeps what it gets).
    private const int LongestPool = 1024;

    private readonly IReadOnlyList<WildcardText> _pools;
    private readonly ulong _levels;
    private readonly ulong _events;

    /// <summary>A filter.</summary>
    /// <param name="pools">Names of pools; a record that names no pool is then not wanted.</param>
    /// <param name="levels">Levels.</param>
    /// <param name="events">Events.</param>
    public FpmLogFilter(
        IReadOnlyList<WildcardText>? pools = null,
        IReadOnlyCollection<FpmLogLevel>? levels = null,
        IReadOnlyCollection<FpmLogEvent>? events = null)
    {
        _pools = pools ?? [];
        _levels = SetOf(levels?.Select(level => (int)level));
        _events = SetOf(events?.Select(what => (int)what));
    }

    /// <summary>Everything is wanted.</summary>
    public static FpmLogFilter Everything { get; } = new();

    internal bool IsWanted(in FpmLogFields fields, ReadOnlySpan<byte> content) =>
        (_levels & (1UL << (int)fields.Level)) != 0 && (_events & (1UL << (int)fields.Event)) != 0 && IsPoolWanted(content[fields.Pool]);

    private static ulong SetOf(IEnumerable<int>? numbers)
    {
        ulong set = numbers?.Aggregate(0UL, (all, number) => all | (1UL << number)) ?? 0;
        return set == 0 ? ulong.MaxValue : set;
    }

    private bool IsPoolWanted(ReadOnlySpan<byte> pool)
    {
        if (_pools.Count == 0)
        {
            return true;
        }

        if (pool.IsEmpty || pool.Length > LongestPool)
        {
            return false;
        }

        Span<char> name = stackalloc char[LongestPool];
        return WildcardText.IsMatchAny(_pools, name[..Encoding.UTF8.GetChars(pool, name)]);
    }
}
