namespace Nginx502.Nginx;

/// <summary>How a virtual server is called, safe to show.</summary>
/// <param name="Name">Its first name as error logs have it; where it listens when it has none.</param>
/// <param name="Names">All names as written.</param>
/// <param name="Listen">Where it listens, as written.</param>
internal sealed record ServerText(string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Listen)
{
    private const string DefaultListen = "*:80";

    /// <summary>Reads the names of a server.</summary>
    public static ServerText Read(HttpBlock server, DirectiveName serverName, DirectiveName listen)
    {
        string[] names = [.. server.Own(serverName).SelectMany(directive => directive.Arguments()).Select(SafeText.Escape)];
        string[] listens = [.. server.Own(listen).Select(directive => SafeText.Escape(directive.Argument(0)))];
        IReadOnlyList<string> places = listens.Length == 0 ? [DefaultListen] : listens;

        // nginx: src/http/ngx_http_core_module.c, ngx_http_core_merge_srv_conf: the dot of .example.com is not a part of the name.
        string first = names.Length == 0 ? string.Empty : names[0].TrimStart('.');
        return new ServerText(first.Length == 0 ? places[0] : first, names, places);
    }
}
