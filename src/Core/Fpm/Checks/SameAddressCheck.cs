using System.Net;
using Nginx502.Linux;

namespace Nginx502.Fpm;

/// <summary>Pools whose addresses differ in their texts only: the start fails, or, worse, both serve one socket.</summary>
internal sealed class SameAddressCheck : IFpmCheck
{
    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        var places = new Dictionary<string, FpmSection>(StringComparer.Ordinal);
        var directories = new Dictionary<string, string>(StringComparer.Ordinal);
        var byPort = new Dictionary<int, List<(FpmSection Pool, FpmListenAddress Address)>>();
        foreach (FpmSection pool in context.Pools)
        {
            if (!pool.HasText("listen") || pool.IsUnknown("listen"))
            {
                continue;
            }

            FpmListenAddress address = FpmListenAddress.Parse(pool["listen"]!);
            if (address.IsUnixSocket)
            {
                CheckPath(context, pool, address, places, directories);
            }
            else if (address.IsValid)
            {
                List<(FpmSection Pool, FpmListenAddress Address)> others = byPort.TryGetValue(address.Port, out List<(FpmSection Pool, FpmListenAddress Address)>? known) ? known : byPort[address.Port] = [];
                CheckPort(context, pool, address, others);
                others.Add((pool, address));
            }
        }
    }

    private static void CheckPath(FpmCheckContext context, FpmSection pool, FpmListenAddress address, Dictionary<string, FpmSection> places, Dictionary<string, string> directories)
    {
        string place = PlaceOf(context.Options.Files, RawText.Decode(address.SocketPath!), directories);
        if (!places.TryGetValue(place, out FpmSection? other))
        {
            places.Add(place, pool);
        }
        else if (other["listen"] != pool["listen"])
        {
            context.Findings.Add(
                pool, Severity.Error, "AddressSame", $"Another FPM instance seems to already listen on {pool["listen"]}: it is the socket of pool {other.Name}, '{other["listen"]}'", "listen",
                "Each pool needs an address of its own. A test passes with it, and the start fails.");
        }
    }

    private static void CheckPort(FpmCheckContext context, FpmSection pool, FpmListenAddress address, List<(FpmSection Pool, FpmListenAddress Address)> others)
    {
        foreach ((FpmSection other, FpmListenAddress its) in others)
        {
            if (other["listen"] == pool["listen"])
            {
                // php-fpm itself refuses that.
                continue;
            }

            string? host = HostOf(address);
            string? otherHost = HostOf(its);
            if (host is not null && host == otherHost)
            {
                context.Findings.Add(
                    pool, Severity.Error, "AddressShared", $"{pool["listen"]} is the address of pool {other.Name} too, '{other["listen"]}': both serve one socket, and a request may go to either", "listen",
                    "Each pool needs an address of its own. Neither a test nor the start fails with it.");
                return;
            }

            if (address.IsEveryAddress != its.IsEveryAddress)
            {
                context.Findings.Add(
                    pool, Severity.Error, "AddressSame", $"unable to bind listening socket for address '{pool["listen"]}': pool {other.Name} listens on that port, '{other["listen"]}'", "listen",
                    "Each pool needs an address of its own. A test passes with it, and the start fails.");
                return;
            }
        }
    }

    // The address that it is bound to; null for a name that has to be asked for.
    private static string? HostOf(FpmListenAddress address) =>
        address.IsEveryAddress ? (address.Host is null ? "::" : IPAddress.Parse(address.Host).ToString())
        : IPAddress.TryParse(address.Host, out IPAddress? parsed) ? parsed.ToString()
        : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1"
        : null;

    // A name in a directory: the directory by its identity, as links lead to it, where it is there.
    private static string PlaceOf(FileTree files, string path, Dictionary<string, string> directories)
    {
        string full = Path.GetFullPath(path);
        string parent = Path.GetDirectoryName(full) ?? "/";
        if (!directories.TryGetValue(parent, out string? place))
        {
            place = files.TryReadStatus(parent, out FileStatus status) && status.Kind == FileKind.Directory ? status.Identity.ToString() : parent;
            directories[parent] = place;
        }

        return $"{place}/{Path.GetFileName(full)}";
    }
}
