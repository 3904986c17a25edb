using System.Text;

namespace Nginx502.Lab;

/// <summary>One pool of a php-fpm.</summary>
/// <param name="Name">The pool's name, as in <c>[www]</c>.</param>
/// <param name="Listen">A socket path, or host:port.</param>
public sealed record FpmPool(string Name, string Listen)
{
    /// <summary>Further directives, or others than the laboratory's own (two workers, always there).</summary>
    public IReadOnlyDictionary<string, string> Directives { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the pool listens on a unix socket.</summary>
    public bool IsUnixSocket => Listen.StartsWith('/');

    /// <summary>The endpoint as nginx names it: <c>unix:/path</c> or <c>host:port</c>.</summary>
    public string Endpoint => IsUnixSocket ? "unix:" + Listen : Listen;

    /// <summary>The pool's section of the configuration.</summary>
    public string Render()
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal)
        {
            ["listen"] = Listen,
            ["pm"] = "static",
            ["pm.max_children"] = "2",
            ["php_admin_flag[display_errors]"] = "off",
            ["php_admin_flag[log_errors]"] = "on",
        };
        if (LabUser.ForWorkers is { } user)
        {
            all["user"] = user.Name;
            all["group"] = user.Group;
            if (IsUnixSocket)
            {
                all["listen.owner"] = user.Name;
                all["listen.group"] = user.Group;
            }
        }

        foreach ((string name, string value) in Directives)
        {
            all[name] = value;
        }

        StringBuilder text = new();
        text.Append('[').Append(Name).Append("]\n");
        foreach ((string name, string value) in all)
        {
            text.Append(name).Append(" = ").Append(value).Append('\n');
        }

        return text.ToString();
    }
}
