using System.Net;

namespace Nginx502.Fpm;

/// <summary>
/// Lists of allowed clients whose entries are no addresses to php-fpm (php-src: main/fastcgi.c, fcgi_set_allowed_clients): each worker passes over
/// them, and says so in a log that mostly nobody sees.
/// </summary>
internal sealed class AllowedClientsCheck : IFpmCheck
{
    private const string Directive = "listen.allowed_clients";

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            if (!pool.HasText("listen") || pool.IsUnknown("listen") || pool.IsUnknown(Directive))
            {
                continue;
            }

            FpmListenAddress address = FpmListenAddress.Parse(pool["listen"]!);
            if (pool[Directive] is { } clients)
            {
                CheckClients(context.Findings, pool, address, clients);
            }
            else if (address is { IsEveryAddress: true, IsValid: true })
            {
                context.Findings.Add(
                    pool, Severity.Note, "ListensEverywhere", $"pool {pool.Name} listens on every address and lets every client in: whoever reaches the port runs code as {pool["user"] ?? "its user"}", "listen",
                    "Where nginx is on the same machine, listen on a unix socket or 127.0.0.1. In a container this is usual, as long as the port is not published.");
            }
        }
    }

    private static void CheckClients(FpmFindings findings, FpmSection pool, FpmListenAddress address, string clients)
    {
        if (address.IsUnixSocket)
        {
            findings.Add(pool, Severity.Note, "IgnoredOnSocket", "listen.allowed_clients is for TCP only: who may connect to a unix socket is a matter of its mode", Directive, "Take it out.");
            return;
        }

        string[] entries = clients.Split(',');
        string[] wrong = [.. entries.Where(entry => !IsAddress(entry))];
        if (wrong.Length == 0)
        {
            return;
        }

        string none = wrong.Length == entries.Length ? ". There are no allowed addresses: nobody can connect" : string.Empty;
        findings.Add(
            pool, none.Length > 0 ? Severity.Error : Severity.Warning, "AllowedClientWrong",
            $"Wrong IP address '{wrong[0]}' in listen.allowed_clients{none}", Directive, AdviceFor(wrong[0]));
    }

    private static string AdviceFor(string entry) =>
        entry.Length == 0 ? "Give addresses; take the line out to let everybody in."
        : entry.Trim() != entry && IsAddress(entry.Trim()) ? "Write no blanks around the commas."
        : entry.Contains('/', StringComparison.Ordinal) ? "Networks are not known here: list each address."
        : entry.AsSpan().ContainsAnyInRange('a', 'z') && !entry.Contains(':', StringComparison.Ordinal) ? "Names are not resolved here: give the addresses."
        : "Give IPv4 or IPv6 addresses, separated by commas, without brackets and ports.";

    // inet_pton(3) takes four numbers for IPv4, and no zone for IPv6.
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out IPAddress? address)
        && (text.Contains(':', StringComparison.Ordinal)
            ? !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
            : address.ToString() == text);
}
