using System.Net;
using System.Net.Sockets;

namespace Nginx502.Inspection;

/// <summary>Looks up the addresses of many host names at the same time, by the system's resolver, as nginx does when it starts.</summary>
internal static class HostAddresses
{
    /// <summary>The addresses of each host; none for one that was not found in time, with the reason.</summary>
    /// <param name="hosts">Names and addresses.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="token">Ends it.</param>
    public static IReadOnlyDictionary<string, (IPAddress[] Addresses, string? Problem)> Find(IEnumerable<string> hosts, TimeSpan limit, CancellationToken token)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(token);
        giveUp.CancelAfter(limit);
        var asked = hosts.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(host => host, host => FindAsync(host, giveUp.Token), StringComparer.OrdinalIgnoreCase);
        Task.WhenAll(asked.Values).GetAwaiter().GetResult();
        token.ThrowIfCancellationRequested();
        return asked.ToDictionary(host => host.Key, host => host.Value.Result, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The words of getaddrinfo for its error: the runtime gives some as an error of a socket, which says something else.</summary>
    internal static string Words(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.TryAgain => "Temporary failure in name resolution",
        SocketError.NoRecovery => "Non-recoverable failure in name resolution",
        SocketError.HostNotFound => "Name or service not known",
        _ => SafeText.Escape(exception.Message.TrimEnd('.')),
    };

    private static async Task<(IPAddress[] Addresses, string? Problem)> FindAsync(string host, CancellationToken token)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return ([address], null);
        }

        try
        {
            // The resolver of the C library does not end when it is told to.
            return ([.. (await Dns.GetHostAddressesAsync(host, token).WaitAsync(token).ConfigureAwait(false)).Distinct()], null);
        }
        catch (SocketException exception)
        {
            return ([], Words(exception));
        }
        catch (OperationCanceledException)
        {
            return ([], "it took too long");
        }
    }
}
