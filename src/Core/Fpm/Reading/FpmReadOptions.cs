using Nginx502.Fpm;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>What must be known beside the files to read a configuration as a certain php-fpm does. Everything has a sensible default.</summary>
public sealed record FpmReadOptions
{
    /// <summary>The files; this machine's own when not given.</summary>
    public FileTree Files { get; init; } = FileTree.Host;

    /// <summary>The prefix that it was started with (<c>-p</c>); null without one.</summary>
    public string? Prefix { get; init; }

    /// <summary>How it was built.</summary>
    public FpmBuildDefaults Build { get; init; } = FpmBuildDefaults.Distribution;

    /// <summary>
    /// The environment of the master, for <c>${NAME}</c>; null when it is not known: such values stay as written then, and a note
    /// says so.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The directives of its php.ini, which <c>${name}</c> finds before the environment; null when they are not known.</summary>
    public IReadOnlyDictionary<string, string>? IniValues { get; init; }

    /// <summary>The version of PHP, <c>8.2</c> or <c>8.2.36</c>; null when it is not known.</summary>
    public string? PhpVersion { get; init; }

    /// <summary>Whether the master runs as root, as it does on servers.</summary>
    public bool RunsAsRoot { get; init; } = true;

    /// <summary>Whether it was started with <c>-R</c>: pools may run as root then.</summary>
    public bool AllowsRoot { get; init; }

    /// <summary>The pid file that it was started with (<c>-g</c>); null without one.</summary>
    public string? PidFile { get; init; }

    /// <summary>True for <c>-D</c>, false for <c>-F</c>, null without both: the configuration decides then.</summary>
    public bool? Daemonizes { get; init; }

    /// <summary>The process number of the running master; null when none runs with this configuration.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The directory that stands for <c>/</c> where it is a copy of a server; null for files that are in use here.</summary>
    public string? RootPath { get; init; }

    /// <summary>What is asked of the machine; asked of <see cref="Files"/> when not given.</summary>
    internal IFpmMachine? Machine { get; init; }
}
