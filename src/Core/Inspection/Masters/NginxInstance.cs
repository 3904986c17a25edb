using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>One nginx of a machine: a running master, or an installed program, or a configuration alone. Its configuration was not read.</summary>
/// <param name="Master">The running master; null when none is known.</param>
/// <param name="Files">The files as it sees them.</param>
/// <param name="ConfigurationPath">The main file, a full path in these.</param>
/// <param name="Prefix">The directory that most relative paths are relative to.</param>
/// <param name="ExecutablePath">The program, a full path in these; null when none is known.</param>
/// <param name="CommandLine">Its options; null for one that does not run.</param>
/// <param name="Build">What it was built with; null when that is not known.</param>
public sealed record NginxInstance(
    NginxMaster? Master, FileTree Files, string ConfigurationPath, string Prefix, string? ExecutablePath, NginxCommandLine? CommandLine, NginxBuild? Build)
{
    /// <summary>The directory that relative includes are relative to (nginx: src/core/nginx.c, ngx_process_options).</summary>
    public string ConfigurationPrefix => Path.GetDirectoryName(ConfigurationPath) ?? "/";

    /// <summary>True when its files are this process's own, or it has at least the same root directory: only then may its program be run.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The environment that the master was started with, <c>NAME=value</c> each; null when it was not seen. Holds secrets.</summary>
    internal IReadOnlyList<string>? Environment { get; init; }

    /// <summary>The files that the master holds open for writing; empty where they may not be seen.</summary>
    internal IReadOnlyList<string> WrittenFiles { get; init; } = [];

    /// <summary>The master's process; null when none is known.</summary>
    internal ProcessEntry? Process { get; init; }

    /// <summary>True when the caller named the configuration, and no master that is believed runs with it.</summary>
    internal bool IsNamed { get; init; }
}
