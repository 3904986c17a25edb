using Nginx502.Logs;

namespace Nginx502.Nginx;

/// <summary>
/// The logs of a configuration: what each server writes where and in which format, with what it inherits (nginx: a level
/// that names a log of a kind does not inherit those of the level above it).
/// </summary>
public sealed class NginxLogConfiguration
{
    private static readonly OutlineDirective BuiltIn = new(string.Empty, [], string.Empty, 0, []);

    private readonly Dictionary<(OutlineDirective Directive, bool IsAccessLog), List<string>> _servers = new(ByDirective.Instance);
    private readonly List<(OutlineDirective Directive, bool IsAccessLog)> _order = [];
    private readonly Dictionary<string, AccessLogFormat> _formats = new(StringComparer.Ordinal) { ["combined"] = AccessLogFormat.Combined };
    private readonly List<string> _problems = [];

    private NginxLogConfiguration(IReadOnlyList<OutlineDirective> main)
    {
        IReadOnlyList<OutlineDirective> errorLogs = Own(main, "error_log") ?? [BuiltIn];
        Use(errorLogs, isAccessLog: false, server: null);
        foreach (OutlineDirective http in main.Where(directive => directive.Name == "http"))
        {
            ReadFormats(http.Children);
            ReadLevel(http.Children, errorLogs, [BuiltIn], server: null, isServerOrBelow: false);
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
    /// <param name="main">The directives of the outermost level, those of <c>-g</c> among them.</param>
    public static NginxLogConfiguration Read(IReadOnlyList<OutlineDirective> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        return new NginxLogConfiguration(main);
    }

    private static OutlineDirective[]? Own(IReadOnlyList<OutlineDirective> level, string name)
    {
        OutlineDirective[] own = level.Where(directive => directive.Name == name && directive.Arguments.Count > 0).ToArray();
        return own.Length == 0 ? null : own;
    }

    private static LogDestination DestinationOf(OutlineDirective directive) =>
        ReferenceEquals(directive, BuiltIn) ? LogDestination.BuiltIn : directive.Arguments[0] switch
        {
            "stderr" when directive.Name == "error_log" => LogDestination.StandardError,
            string value when value.StartsWith("syslog:", StringComparison.Ordinal) => LogDestination.Syslog,
            string value when value.StartsWith("memory:", StringComparison.Ordinal) && directive.Name == "error_log" => LogDestination.Memory,
            string value when value.Contains('$', StringComparison.Ordinal) && directive.Name == "access_log" => LogDestination.Variable,
            _ => LogDestination.File,
        };

    private void ReadFormats(IReadOnlyList<OutlineDirective> http)
    {
        foreach (OutlineDirective directive in http.Where(directive => directive.Name == "log_format"))
        {
            try
            {
                AccessLogFormat format = AccessLogFormat.Parse(directive.Arguments);
                _formats[format.Name] = format;
            }
            catch (FormatException exception)
            {
                _problems.Add($"{directive.Path}:{directive.LineNumber}: {exception.Message}");
            }
        }
    }

    private void ReadLevel(
        IReadOnlyList<OutlineDirective> level,
        IReadOnlyList<OutlineDirective> errorLogs,
        IReadOnlyList<OutlineDirective> accessLogs,
        string? server,
        bool isServerOrBelow)
    {
        IReadOnlyList<OutlineDirective> ownErrorLogs = Own(level, "error_log") ?? errorLogs;
        IReadOnlyList<OutlineDirective> ownAccessLogs = Own(level, "access_log") ?? accessLogs;
        if (isServerOrBelow)
        {
            Use(ownErrorLogs, isAccessLog: false, server);
            Use(ownAccessLogs, isAccessLog: true, server);
        }

        foreach (OutlineDirective block in level)
        {
            if (block.Name == "server" && !isServerOrBelow)
            {
                ReadLevel(block.Children, ownErrorLogs, ownAccessLogs, NameOf(block), isServerOrBelow: true);
            }
            else if (isServerOrBelow && block.Name is "location" or "if" or "limit_except")
            {
                ReadLevel(block.Children, ownErrorLogs, ownAccessLogs, server, isServerOrBelow);
            }
        }
    }

    // The error log names a server by its first name; one without a name is told by where it listens.
    private static string NameOf(OutlineDirective server)
    {
        string? name = Own(server.Children, "server_name")?[0].Arguments[0];
        return name is { Length: > 0 } ? name : Own(server.Children, "listen")?[0].Arguments[0] ?? "*:80";
    }

    private void Use(IReadOnlyList<OutlineDirective> directives, bool isAccessLog, string? server)
    {
        foreach (OutlineDirective directive in directives)
        {
            if (isAccessLog && directive.Arguments is ["off", ..])
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

    private NginxLogTarget ToTarget((OutlineDirective Directive, bool IsAccessLog) used)
    {
        (OutlineDirective directive, bool isAccessLog) = used;
        string? second = directive.Arguments.Count > 1 ? directive.Arguments[1] : null;
        bool isBuiltIn = ReferenceEquals(directive, BuiltIn);

        // The format is the second word unless that is a parameter: `access_log path if=$x` takes combined.
        string? format = second is null || second.Contains('=', StringComparison.Ordinal) ? "combined" : second;
        return new NginxLogTarget(
            isAccessLog,
            DestinationOf(directive),
            isBuiltIn ? string.Empty : directive.Arguments[0],
            isAccessLog ? null : second ?? "error",
            isAccessLog ? format : null,
            isAccessLog && directive.Arguments.Any(argument => argument == "gzip" || argument.StartsWith("gzip=", StringComparison.Ordinal)),
            isAccessLog && directive.Arguments.Any(argument => argument.StartsWith("if=", StringComparison.Ordinal)),
            _servers[used],
            isBuiltIn ? null : directive.Path,
            isBuiltIn ? null : directive.LineNumber);
    }

    // Two directives of the same words are two directives.
    private sealed class ByDirective : IEqualityComparer<(OutlineDirective Directive, bool IsAccessLog)>
    {
        public static readonly ByDirective Instance = new();

        public bool Equals((OutlineDirective Directive, bool IsAccessLog) x, (OutlineDirective Directive, bool IsAccessLog) y) =>
            ReferenceEquals(x.Directive, y.Directive) && x.IsAccessLog == y.IsAccessLog;

        public int GetHashCode((OutlineDirective Directive, bool IsAccessLog) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Directive), obj.IsAccessLog);
    }
}
