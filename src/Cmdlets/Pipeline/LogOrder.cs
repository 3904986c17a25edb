using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>
/// The order in which several logs are read: as they were named, but what was rotated away from a log comes before it,
/// oldest first. (The names alone sort the other way round: <c>error.log</c>, <c>error.log.1</c>, <c>error.log.2.gz</c>.)
/// </summary>
internal static class LogOrder
{
    public static IReadOnlyList<string> InTime(IEnumerable<string> paths, bool includeRotated)
    {
        string[] named = [.. paths];
        if (named.Length == 1 && !includeRotated)
        {
            return named;
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> families = RotatedSet.FindAll(named);
        var wanted = named.ToHashSet(StringComparer.Ordinal);

        // The log with the largest family leads it: a rotated file finds no others that were rotated away from it.
        var isRotated = families.SelectMany(family => family.Value.Where(member => member != family.Key)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. named
                .Where(path => !isRotated.Contains(path))
                .SelectMany(path => families[path].Contains(path, StringComparer.Ordinal) ? families[path] : [.. families[path], path])
                .Where(path => includeRotated || wanted.Contains(path))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
