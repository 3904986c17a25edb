using System.Text;

namespace Nginx502.Fpm;

/// <summary>Addresses that pass a test and cannot be listened on, or are others than they look.</summary>
internal sealed class ListenAddressCheck : IFpmCheck
{
    private static readonly string[] Directives = ["listen", "pm.status_listen"];

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            foreach (string directive in Directives)
            {
                if (pool.HasText(directive) && !pool.IsUnknown(directive))
                {
                    Check(context, pool, directive, FpmListenAddress.Parse(pool[directive]!));
                }
            }
        }
    }

    private static void Check(FpmCheckContext context, FpmSection pool, string directive, FpmListenAddress address)
    {
        FpmFindings findings = context.Findings;
        if (address.IsUnixSocket)
        {
            CheckPath(context, pool, directive, address.SocketPath!);
        }
        else if (address.Port == 0)
        {
            string text = pool[directive]!;
            findings.Add(
                pool, Severity.Error, "PortInvalid", $"invalid port value '{text[(text.LastIndexOf(':') + 1)..]}'", directive,
                "A port is a number from 1 to 65535. A text with a colon is host:port to php-fpm. A test passes with it, and the start fails.");
        }
        else if (address.Host is { Length: 0 })
        {
            findings.Add(pool, Severity.Error, "HostMissing", "getaddrinfo: Name or service not known", directive, "Write the port alone for every address, or 127.0.0.1 before the colon. A test passes with it, and the start fails.");
        }
        else if (address.Host == "*")
        {
            findings.Add(
                pool, Severity.Warning, "StarIsLoopback", $"'*' is loopback to php-fpm, and the first address of it: [::1]:{address.Port} alone where there is IPv6", directive,
                "Write 127.0.0.1 and the port, which nginx names too.");
        }
        else if (address.IsName)
        {
            findings.Add(
                pool, Severity.Note, "ListenOnName", $"php-fpm asks for the name '{address.Host}' when it starts, and listens on the first address alone", directive,
                "Write the address: where a name has two, nginx may try the other one.");
        }
    }

    private static void CheckPath(FpmCheckContext context, FpmSection pool, string directive, string raw)
    {
        string path = RawText.Decode(raw);
        int length = raw.Length;
        if (length > FpmListenAddress.LongestSocketPath)
        {
            context.Findings.Add(
                pool, Severity.Warning, "SocketPathTooLong",
                $"cannot bind to UNIX socket '{raw}' as path is too long (found length: {length}, maximal length: {FpmListenAddress.LongestSocketPath + 1}): PHP 8.2 cuts it without a word, later versions refuse it", directive,
                $"Choose a path of at most {FpmListenAddress.LongestSocketPath} bytes.");
        }

        string parent = path.LastIndexOf('/') is int slash and > 0 ? path[..slash] : "/";
        if (path.EndsWith('/') || context.Machine.DirectoryExists(path) == true)
        {
            context.Findings.Add(pool, Severity.Error, "SocketIsDirectory", $"'{raw}' is a directory", directive, "Name a socket in it. A test passes with it, and the start fails.");
        }
        else if (context.Machine.DirectoryExists(parent) == false)
        {
            string written = RawText.From(Encoding.UTF8.GetBytes(parent));
            context.Findings.Add(
                pool, Severity.Warning, "SocketDirectoryMissing", $"the directory '{written}' of the socket is not there", directive,
                "Make it. Below /run it is gone after each boot: RuntimeDirectory= of the unit or a file of tmpfiles.d makes it again. A test passes without it, and the start fails.");
        }
    }
}
