using Nginx502.Logs;

namespace Nginx502.Nginx;

/// <summary>
/// The logs of a configuration: what each server writes where and in which format, with what it inherits (nginx: a level
/// that names a log of a kind does not inherit those of the level above it).
/// </summary>
public sealed class NginxLogConfiguration
{
    // What is built in has no directive.
    private static readonly IReadOnlyList<SyntaxDirective?> BuiltIn = [null];

    private readonly NginxConfiguration _configuration;
    private readonly Dictionary<(SyntaxDirective? Directive, bool IsAccessLog), List<string>> _servers = [];
    private readonly List<(SyntaxDirective? Directive, bool IsAccessLog)> _order = [];
    private readonly Dictionary<string, AccessLogFormat> _formats = new(StringComparer.Ordinal) { ["combined"] = AccessLogFormat.Combined };
    private readonly List<string> _problems = [];
    private readonly HashSet<SyntaxDirective> _repeated = [];

    private NginxLogConfiguration(NginxConfiguration configuration)
    {
        _configuration = configuration;
        IReadOnlyList<SyntaxDirective?> errorLogs = Own(configuration.Main, "error_log") ?? BuiltIn;
        Use(errorLogs, isAccessLog: false, server: null);
        foreach (SyntaxDirective http in configuration.Main.Where(directive => directive.Name == "http"))
        {
            IReadOnlyList<SyntaxDirective> level = configuration.Children(http);
            ReadFormats(level);
            ReadLevel(level, errorLogs, BuiltIn, server: null, isServerOrBelow: false);
        }

        Targets = _order.ConvertAll(ToTarget);
    }

    /// <summary>Every log that is in effect somewhere, in the order of the configuration.</summary>
    public IReadOnlyList<NginxLogTarget> Targets { get; }

    /// <summary>The access log formats by name, the built-in <c>combined</c> among them.</summary>
    public IReadOnlyDictionary<string, AccessLogFormat> Formats => _formats;

    /// <summary>Formats that could not be read, each with its place.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads the logs of a configuration.</summary>
    public static NginxLogConfiguration Read(NginxConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new NginxLogConfiguration(configuration);
    }

    private static SyntaxDirective[]? Own(IReadOnlyList<SyntaxDirective> level, string name)
    {
        SyntaxDirective[] own = level.Where(directive => directive.Name == name && directive.ArgumentCount > 0).ToArray();
        return own.Length == 0 ? null : own;
    }

    private static bool IsPacked(SyntaxDirective directive) => directive.Arguments().Any(argument => argument == "gzip" || argument.StartsWith("gzip=", StringComparison.Ordinal));

    private static bool IsConditional(SyntaxDirective directive) => directive.Arguments().Any(argument => argument.StartsWith("if=", StringComparison.Ordinal));

    private static string? FormatOf(SyntaxDirective directive)
    {
        // The format is the second word unless that is a parameter: `access_log path if=$x` takes combined.
        string? second = directive.ArgumentCount > 1 ? directive.Argument(1) : null;
        return second is null || second.Contains('=', StringComparison.Ordinal) ? "combined" : second;
    }

    private static LogDestination DestinationOf(SyntaxDirective? directive) =>
        directive is null ? LogDestination.BuiltIn : directive.Argument(0) switch
        {
            "stderr" when directive.Name == "error_log" => LogDestination.StandardError,
            string value when value.StartsWith("syslog:", StringComparison.Ordinal) => LogDestination.Syslog,
            string value when value.StartsWith("memory:", StringComparison.Ordinal) && directive.Name == "error_log" => LogDestination.Memory,
            string value when value.Contains('$', StringComparison.Ordinal) && directive.Name == "access_log" => LogDestination.Variable,
            _ => LogDestination.File,
        };

    private void ReadFormats(IReadOnlyList<SyntaxDirective> http)
    {
        foreach (SyntaxDirective directive in http.Where(directive => directive.Name == "log_format"))
        {
            try
            {
                AccessLogFormat format = AccessLogFormat.Parse(directive.Arguments());
                _formats[format.Name] = format;
            }
            catch (FormatException exception)
            {
                _problems.Add($"{directive.File.Path}:{directive.LineNumber}: {exception.Message}");
            }
        }
    }

    private void ReadLevel(
        IReadOnlyList<SyntaxDirective> level,
        IReadOnlyList<SyntaxDirective?> errorLogs,
        IReadOnlyList<SyntaxDirective?> accessLogs,
        string? server,
        bool isServerOrBelow)
    {
        IReadOnlyList<SyntaxDirective?> ownErrorLogs = Own(level, "error_log") ?? errorLogs;
        IReadOnlyList<SyntaxDirective?> ownAccessLogs = Own(level, "access_log") ?? accessLogs;
        MarkRepeated(level);
        if (isServerOrBelow)
        {
            Use(ownErrorLogs, isAccessLog: false, server);
            Use(ownAccessLogs, isAccessLog: true, server);
        }

        foreach (SyntaxDirective block in level)
        {
            if (block.Name == "server" && !isServerOrBelow)
            {
                ReadLevel(_configuration.Children(block), ownErrorLogs, ownAccessLogs, NameOf(block), isServerOrBelow: true);
            }
            else if (isServerOrBelow && block.Name is "location" or "if" or "limit_except")
            {
                ReadLevel(_configuration.Children(block), ownErrorLogs, ownAccessLogs, server, isServerOrBelow);
            }
        }
    }

    // The error log names a server by its first name; one without a name is told by where it listens.
    private string NameOf(SyntaxDirective server)
    {
        IReadOnlyList<SyntaxDirective> level = _configuration.Children(server);
        string? name = Own(level, "server_name")?[0].Argument(0);
        return name is { Length: > 0 } ? name : Own(level, "listen")?[0].Argument(0) ?? "*:80";
    }

    private void Use(IReadOnlyList<SyntaxDirective?> directives, bool isAccessLog, string? server)
    {
        foreach (SyntaxDirective? directive in directives)
        {
            if (isAccessLog && directive?.Argument(0) == "off")
            {
                continue;
            }

            if (!_servers.TryGetValue((directive, isAccessLog), out List<string>? servers))
            {
                _servers[(directive, isAccessLog)] = servers = [];
                _order.Add((directive, isAccessLog));
            }

            if (server is not null && !servers.Contains(server))
            {
                servers.Add(server);
            }
        }
    }

    // Several of a block take the same requests, unless each leaves some out: the one that tells of upstreams is counted, else the first.
    private void MarkRepeated(IReadOnlyList<SyntaxDirective> level)
    {
        SyntaxDirective[] own = Own(level, "access_log") ?? [];
        SyntaxDirective[] whole = own.Length < 2 ? [] : [.. own.Where(log => log.Argument(0) != "off" && DestinationOf(log) == LogDestination.File && !IsConditional(log) && !IsPacked(log))];
        if (whole.Length > 0)
        {
            SyntaxDirective counted = Array.Find(whole, log => FormatOf(log) is { } name && _formats.TryGetValue(name, out AccessLogFormat? format) && format.Variables.Contains("upstream_status")) ?? whole[0];
            _repeated.UnionWith(own.Where(log => log != counted));
        }
    }

    private NginxLogTarget ToTarget((SyntaxDirective? Directive, bool IsAccessLog) used)
    {
        (SyntaxDirective? directive, bool isAccessLog) = used;
        string? second = directive is { ArgumentCount: > 1 } ? directive.Argument(1) : null;
        return new NginxLogTarget(
            isAccessLog,
            DestinationOf(directive),
            directive?.Argument(0) ?? string.Empty,
            isAccessLog ? null : second ?? "error",
            !isAccessLog ? null : directive is null ? "combined" : FormatOf(directive),
            isAccessLog && directive is not null && IsPacked(directive),
            isAccessLog && directive is not null && IsConditional(directive),
            _servers[used],
            directive?.File.Path,
            directive?.LineNumber)
        {
            IsRepeated = directive is not null && _repeated.Contains(directive),
        };
    }
}
