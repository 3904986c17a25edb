using Nginx502.Nginx;

namespace Nginx502.Recovery;

/// <summary>What nginx hands over for a request, by its configuration.</summary>
internal static class HandedOver
{
    /// <summary>A parameter's value with its variables filled in; null where one of them is not known here.</summary>
    /// <param name="text">The value as written.</param>
    /// <param name="upstream">The location.</param>
    /// <param name="path">The path that is asked for.</param>
    /// <param name="host">The host that is asked for.</param>
    public static string? Resolve(string? text, NginxUpstream upstream, string path, string host)
    {
        if (text is null)
        {
            return null;
        }

        var parts = new List<string>();
        foreach (VariableTextPart part in VariableText.Split(text))
        {
            string? value = part.IsVariable ? ValueOf(part.Text, upstream, path, host) : part.Text;
            if (value is null)
            {
                return null;
            }

            parts.Add(value);
        }

        string resolved = string.Concat(parts);
        return resolved.Contains(SecretText.Mask, StringComparison.Ordinal) ? null : resolved;
    }

    /// <summary>The document root, a full path without variables; null where that is not known here.</summary>
    public static string? RootOf(NginxUpstream upstream) =>
        upstream.DocumentRoot is ['/', ..] root && !VariableText.HasVariable(root) ? root.Length > 1 ? root.TrimEnd('/') : root : null;

    /// <summary>True where <c>alias</c> stands in the place of <c>root</c>.</summary>
    public static bool IsAlias(NginxUpstream upstream) => upstream.GetSetting("root") is null && upstream.GetSetting("alias") is not null;

    // nginx: src/http/ngx_http_variables.c; of an alias $document_root is the alias, and $request_filename what it maps to.
    private static string? ValueOf(string name, NginxUpstream upstream, string path, string host) => name switch
    {
        "fastcgi_script_name" or "uri" or "document_uri" or "request_uri" => path,
        "document_root" or "realpath_root" => RootOf(upstream),
        "request_filename" => FileNameOf(upstream, path),
        "host" or "http_host" or "server_name" => host,
        "query_string" or "args" or "is_args" or "fastcgi_path_info" => string.Empty,
        _ => null,
    };

    private static string? FileNameOf(NginxUpstream upstream, string path)
    {
        if (RootOf(upstream) is not { } root)
        {
            return null;
        }

        if (!IsAlias(upstream))
        {
            return root + path;
        }

        string? prefix = ProbeUri.PrefixOf(upstream.Location.Split(" > ")[^1]);
        return prefix is not null && path.StartsWith(prefix, StringComparison.Ordinal) ? $"{root}/{path[prefix.Length..].TrimStart('/')}" : null;
    }
}
