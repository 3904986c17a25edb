using Nginx502.Fpm;

namespace Nginx502;

/// <summary>
/// A configuration of php-fpm, read and understood as php-fpm itself does: its main file with all that it includes, the pools with the
/// directives that are in effect, and what is to be said about it. Nothing is run, and nothing is changed.
/// </summary>
public sealed class FpmConfiguration
{
    private FpmConfiguration(string path, FpmReadOptions options, FpmReader reader, FpmFindings findings, bool isAccepted)
    {
        Path = path;
        Options = options;
        Files = reader.Files;
        GlobalSection = reader.Global;
        PoolSections = reader.Pools;
        IncludedDirectories = reader.IncludedDirectories;
        IsComplete = reader.IsComplete;
        IsAccepted = isAccepted;
        Diagnostics = findings.All;
        var settings = new FpmSettings(options);
        GlobalSettings = [.. settings.Of(reader.Global)];
        ILookup<FpmSection, ConfigurationDiagnostic> byPool = findings.ByPool;
        Pools = [.. reader.Pools.Select(pool => new FpmPool
        {
            Pool = RawText.ToSafe(pool.Name),
            ConfigurationPath = SafeText.Escape(pool.File!.Path),
            LineNumber = pool.LineNumber,
            MasterConfigurationPath = SafeText.Escape(path),
            PhpVersion = options.PhpVersion,
            ProcessId = options.ProcessId,
            RootPath = options.RootPath is { } root ? SafeText.Escape(root) : null,
            Settings = [.. settings.Of(pool)],
            GlobalSettings = GlobalSettings,
            Diagnostics = [.. byPool[pool]],
        })];
    }

    /// <summary>The full path of the main file.</summary>
    public string Path { get; }

    /// <summary>The files that were read, each once, in the order in which php-fpm reads them.</summary>
    public IReadOnlyList<FpmConfigurationFile> Files { get; }

    /// <summary>The pools, in php-fpm's order.</summary>
    public IReadOnlyList<FpmPool> Pools { get; }

    /// <summary>The directives of [global], as they are in effect.</summary>
    public FpmSetting[] GlobalSettings { get; }

    /// <summary>What is to be said, in the order in which php-fpm would come to it.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Diagnostics { get; }

    /// <summary>
    /// True when php-fpm's own test (<c>php-fpm -t</c>) passes, as far as the files tell. The start may fail all the same: what a test does not look at
    /// is among the errors of <see cref="Diagnostics"/>.
    /// </summary>
    public bool IsAccepted { get; }

    /// <summary>False when a file is there and could not be read here: the picture has a gap.</summary>
    public bool IsComplete { get; }

    /// <summary>What was known beside the files.</summary>
    public FpmReadOptions Options { get; }

    internal FpmSection GlobalSection { get; }

    /// <summary>The directories in which patterns of includes find files.</summary>
    internal IReadOnlyCollection<string> IncludedDirectories { get; }

    internal IReadOnlyList<FpmSection> PoolSections { get; }

    /// <summary>Reads a configuration. Never fails for what it meets: that is among the <see cref="Diagnostics"/>.</summary>
    /// <param name="path">The full path of its main file.</param>
    /// <param name="options">What is known beside the files; null for an ordinary server's.</param>
    public static FpmConfiguration Read(string path, FpmReadOptions? options = null) => Read(path, options ?? new FpmReadOptions(), contents: null);

    /// <summary>The same configuration with other bytes in some of its files: the others are as they were read, whatever lies there by now.</summary>
    /// <param name="changed">The files with other bytes, by their paths.</param>
    internal FpmConfiguration With(IReadOnlyDictionary<string, byte[]> changed) =>
        Read(Path, Options, Files.ToDictionary(file => file.Path, file => changed.GetValueOrDefault(file.Path) ?? file.Content.ToArray(), StringComparer.Ordinal));

    /// <summary>Reads a configuration of which some files hold other bytes than those that lie there.</summary>
    internal static FpmConfiguration Read(string path, FpmReadOptions options, IReadOnlyDictionary<string, byte[]>? contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var findings = new FpmFindings();
        var reader = new FpmReader(options, contents, findings);
        reader.Read(path);
        IFpmMachine machine = options.Machine ?? new FpmTreeMachine(options.Files);
        var paths = new FpmPaths(options.Prefix, options.Build);
        new FpmGlobalRules(options, machine, paths, findings).Apply(reader.Global);
        if (reader.Pools.Count == 0 && reader.IsComplete && reader.Files.Count > 0)
        {
            findings.Add(
                null, Severity.Error, "NoPool", "No pool defined. at least one pool section must be specified in config file", path, null, null,
                "Include a file with a pool, or write one: [www].");
        }

        var rules = new FpmPoolRules(options, machine, paths, findings);
        rules.Apply(reader.Pools, FpmGlobalRules.IsEdgeTriggered(reader.Global));
        rules.CheckLast(reader.Pools);
        bool isAccepted = !findings.HasErrors;
        FpmChecks.Run(new FpmCheckContext(options, machine, reader.Global, reader.Pools, findings));
        return new FpmConfiguration(path, options, reader, findings, isAccepted);
    }
}
