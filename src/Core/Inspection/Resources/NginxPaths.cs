using Nginx502.Nginx;

namespace Nginx502.Inspection;

/// <summary>The paths to which an nginx writes, by its configuration and what it was built with.</summary>
internal static class NginxPaths
{
    // The directive, and the option of configure that chooses its default (nginx: auto/options).
    private static readonly (string Directive, string Option, string Default)[] TemporaryDirectories =
    [
        ("client_body_temp_path", "--http-client-body-temp-path", "client_body_temp"),
        ("fastcgi_temp_path", "--http-fastcgi-temp-path", "fastcgi_temp"),
        ("proxy_temp_path", "--http-proxy-temp-path", "proxy_temp"),
    ];

    private static readonly string[] Caches = ["fastcgi_cache_path", "proxy_cache_path"];

    /// <summary>The paths.</summary>
    public static IEnumerable<WrittenPath> Of(NginxReading reading)
    {
        (NginxInstance instance, NginxConfiguration configuration) = reading;
        foreach (NginxLogTarget target in NginxLogConfiguration.Read(configuration).Targets)
        {
            string? log = target.Destination switch
            {
                LogDestination.File => target.Value,
                LogDestination.BuiltIn => target.IsAccessLog ? instance.Build?.AccessLogPath ?? "logs/access.log" : instance.Build?.ErrorLogPath ?? "logs/error.log",
                _ => null,
            };
            if (log is { Length: > 0 } and not ("stderr" or "off" or "/dev/null"))
            {
                yield return At(log, FileSystemFacts.NginxLogs);
            }
        }

        ILookup<string, string> set = Arguments(configuration).ToLookup(found => found.Name, found => found.Path);
        foreach ((string directive, string option, string usual) in TemporaryDirectories)
        {
            // Of a program that may not be read it is not known where its build lays them.
            IEnumerable<string> paths = set[directive].Any() ? set[directive] : instance.Build is { } build ? [ProgramText.Option(build.Arguments, option) ?? usual] : [];
            foreach (string path in paths)
            {
                yield return At(path, FileSystemFacts.NginxTemporary);
            }
        }

        foreach (string path in Caches.SelectMany(name => set[name]))
        {
            yield return At(path, "cache of nginx");
        }

        WrittenPath At(string path, string use) => new(instance.Files, MasterFacts.Combine(instance.Prefix, path), use);
    }

    private static IEnumerable<(string Name, string Path)> Arguments(NginxConfiguration configuration)
    {
        var open = new Stack<SyntaxDirective>(configuration.Main.Where(directive => directive.Name == "http"));
        while (open.TryPop(out SyntaxDirective? block))
        {
            foreach (SyntaxDirective directive in configuration.Children(block))
            {
                if (directive.End == SyntaxDirectiveEnd.Block && directive.Name is "server" or "location" or "if")
                {
                    open.Push(directive);
                }
                else if (directive.ArgumentCount > 0 && (Caches.Contains(directive.Name) || TemporaryDirectories.Any(known => known.Directive == directive.Name)))
                {
                    yield return (directive.Name, directive.Argument(0));
                }
            }
        }
    }
}
