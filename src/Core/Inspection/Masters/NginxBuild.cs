using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// What an nginx was built with, from the texts in its program file: those that <c>nginx -V</c> and <c>nginx -h</c> print
/// (nginx: src/core/nginx.c, ngx_show_version_info). The program is not run.
/// </summary>
/// <param name="Product">Whose it is: <c>nginx</c>, <c>openresty</c>, <c>freenginx</c>.</param>
/// <param name="Version">Its version: <c>1.22.1</c>.</param>
/// <param name="Prefix">The directory that other paths are relative to, without a slash at its end; null when the directory of the start is.</param>
/// <param name="ConfigurationPath">The main file unless <c>-c</c> names another, as built in: it may be relative to the prefix.</param>
/// <param name="ErrorLogPath">The error log until the configuration names one; <c>stderr</c> for none.</param>
/// <param name="Arguments">The arguments of configure, in order.</param>
public sealed record NginxBuild(
    string Product, string Version, string? Prefix, string ConfigurationPath, string ErrorLogPath, IReadOnlyList<string> Arguments)
{
    private static readonly BuildCache<NginxBuild> Known = new();

    /// <summary>The file of the master's number, as built in; null when it is the usual one below the prefix.</summary>
    public string? PidPath => ProgramText.Option(Arguments, "--pid-path");

    /// <summary>Where relative <c>load_module</c> paths are usual; null when it is the usual one below the prefix.</summary>
    public string? ModulesPath => ProgramText.Option(Arguments, "--modules-path");

    /// <summary>The access log unless the configuration names one; null when it is the usual one below the prefix.</summary>
    public string? AccessLogPath => ProgramText.Option(Arguments, "--http-log-path");

    /// <summary>The user of the workers unless the configuration names one; <c>nobody</c> unless configure was told.</summary>
    public string User => ProgramText.Option(Arguments, "--user") ?? "nobody";

    /// <summary>The group of the workers unless the configuration names one; null when it is the user's own or nobody's.</summary>
    public string? Group => ProgramText.Option(Arguments, "--group");

    /// <summary>True when a module is linked in or built to be loaded: <c>http_ssl_module</c>, <c>stream</c>.</summary>
    public bool Has(string module) => Arguments.Contains("--with-" + module) || Arguments.Contains($"--with-{module}=dynamic");

    /// <summary>True when a standard module was left out: <c>http_fastcgi_module</c>.</summary>
    public bool IsWithout(string module) => Arguments.Contains("--without-" + module);

    /// <summary>The modules of others: the directories that <c>--add-module</c> and <c>--add-dynamic-module</c> named.</summary>
    public IReadOnlyList<string> AddedModules =>
        [.. Arguments.Where(argument => argument.StartsWith("--add-", StringComparison.Ordinal)).Select(argument => argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..])];

    /// <summary>Reads a program file of this machine. Null with the reason, in words that follow the path, when it is no nginx.</summary>
    public static NginxBuild? Read(string executable, out string? problem) => Read(FileTree.Host, executable, out problem);

    /// <summary>Reads a program file of a tree. Null with the reason, in words that follow the path, when it is no nginx.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="executable">Its full path there.</param>
    /// <param name="problem">The reason; null with a result.</param>
    public static NginxBuild? Read(FileTree files, string executable, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Read(files.Open(executable), out problem);
    }

    internal static NginxBuild? Read(FileOpening opening, out string? problem) => Known.Get(opening, Parse, "nginx", out problem);

    internal static NginxBuild? Parse(ProgramText text)
    {
        string[] version = (text.After("nginx version: "u8) ?? string.Empty).Split(' ')[0].Split('/', 2);
        string? configuration = text.After("set configuration file (default: "u8)?.TrimEnd(')');
        if (version.Length != 2 || configuration is null)
        {
            return null;
        }

        string? prefix = text.After("set prefix path (default: "u8)?.TrimEnd(')') is { Length: > 0 } told and not "NONE" ? told.TrimEnd('/') : null;
        return new NginxBuild(
            version[0],
            version[1],
            prefix?.Length == 0 ? "/" : prefix,
            configuration,
            text.After("set error log file (default: "u8)?.TrimEnd(')') ?? "logs/error.log",
            ProgramText.Words(text.After("configure arguments:"u8) ?? string.Empty));
    }
}
