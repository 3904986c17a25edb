using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Finds the processes that hold sockets, by the links of /proc/PID/fd. Those of others are seen by root alone.</summary>
internal static class SocketOwners
{
    private const string Prefix = "socket:[";

    /// <summary>The holders of each socket, in the order of the processes; a socket that none of them holds is left out.</summary>
    /// <param name="inodes">The sockets' own numbers.</param>
    /// <param name="processIds">The processes to look at.</param>
    public static IReadOnlyDictionary<uint, IReadOnlyList<int>> Find(IEnumerable<uint> inodes, IEnumerable<int> processIds)
    {
        HashSet<uint> wanted = [.. inodes];
        var owners = new Dictionary<uint, IReadOnlyList<int>>();
        foreach (int processId in wanted.Count == 0 ? [] : processIds)
        {
            foreach (uint inode in ProcessTable.Descriptors(processId).Select(SocketOf).OfType<uint>().Where(wanted.Contains).Distinct())
            {
                owners[inode] = [.. owners.GetValueOrDefault(inode, []), processId];
            }
        }

        return owners;
    }

    private static uint? SocketOf(string target) =>
        target.StartsWith(Prefix, StringComparison.Ordinal)
        && uint.TryParse(target.AsSpan(Prefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out uint inode)
            ? inode
            : null;
}
