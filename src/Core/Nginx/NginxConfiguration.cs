using Nginx502.Linux;

namespace Nginx502.Nginx;

/// <summary>
/// A configuration of nginx as nginx itself reads it: the main file, all that it includes, and the directives of <c>-g</c> before
/// them. Damaged files are read as far as they make sense.
/// </summary>
public sealed class NginxConfiguration
{
    /// <summary>What stands in place of a path for the directives of <c>-g</c>.</summary>
    public const string CommandLinePath = SyntaxFile.CommandLinePath;

    private readonly ExpandedBlocks _blocks;
    private readonly Lazy<HttpModel> _http;
    private readonly Lazy<IReadOnlyList<UpstreamSite>> _sites;
    private readonly Lazy<IReadOnlyList<NginxUpstream>> _upstreams;
    private readonly IncludeLoader _loader;

    private NginxConfiguration(string path, NginxReadingOptions options, IncludeLoader loader)
    {
        _loader = loader;
        SyntaxDirective[] commandLine = options.CommandLineDirectives.Length == 0 ? [] : loader.LoadCommandLine(options.CommandLineDirectives).Directives;
        SyntaxDirective[] main = [.. commandLine, .. loader.LoadMain(path)?.Directives ?? []];
        Path = path;
        Options = options;
        SyntaxFiles = loader.Files;
        _blocks = new ExpandedBlocks(loader.Included);
        Main = _blocks.Expand(main);
        Problems = loader.Problems;
        _http = new Lazy<HttpModel>(() => new HttpModel(this));
        _sites = new Lazy<IReadOnlyList<UpstreamSite>>(() => new UpstreamReader(this, Http).ReadAll());
        _upstreams = new Lazy<IReadOnlyList<NginxUpstream>>(() => [.. UpstreamSites.Select(site => site.Upstream)]);
        Files = [.. loader.Files.Select(file => new NginxConfigurationFile(file.Path, file.Memory))];
    }

    /// <summary>The full path of the main file.</summary>
    public string Path { get; }

    /// <summary>What is known of the nginx that reads it.</summary>
    public NginxReadingOptions Options { get; }

    /// <summary>The files that were read, each once, in the order in which nginx opens them: the order of <c>nginx -T</c>.</summary>
    public IReadOnlyList<NginxConfigurationFile> Files { get; }

    /// <summary>What was wrong while it was read: syntax, and files that could not be included.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Problems { get; }

    /// <summary>False when a file is there and could not be read here: the picture has a gap.</summary>
    public bool IsComplete => !Problems.Any(problem => problem is { Severity: Severity.Warning, Id: IncludeProblems.Unreadable or IncludeProblems.TooMany });

    /// <summary>Every <c>*_pass</c> of http with the settings in effect there, in the order of the configuration.</summary>
    public IReadOnlyList<NginxUpstream> Upstreams => _upstreams.Value;

    /// <summary>What the outermost level and <c>events</c> say.</summary>
    public NginxMainSettings MainSettings => MainSettingsReader.Read(this);

    /// <summary>The upstreams with the lines that they were read from, in the same order.</summary>
    internal IReadOnlyList<UpstreamSite> UpstreamSites => _sites.Value;

    /// <summary>The blocks of http.</summary>
    internal HttpModel Http => _http.Value;

    /// <summary>The directories in which patterns of includes find files.</summary>
    internal IReadOnlyCollection<string> IncludedDirectories => _loader.Directories;

    /// <summary>The files as trees.</summary>
    internal IReadOnlyList<SyntaxFile> SyntaxFiles { get; }

    /// <summary>The directives of the outermost level, those of <c>-g</c> first, each include replaced by what it includes.</summary>
    internal IReadOnlyList<SyntaxDirective> Main { get; }

    /// <summary>Reads a configuration. Never throws for what it holds.</summary>
    /// <param name="path">The full path of the main file.</param>
    /// <param name="files">The files of the machine; this machine's own when not given.</param>
    /// <param name="options">What is known of the nginx that reads it.</param>
    public static NginxConfiguration Read(string path, FileTree? files = null, NginxReadingOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var loader = new IncludeLoader(files ?? FileTree.Host, System.IO.Path.GetDirectoryName(path) ?? "/");
        return new NginxConfiguration(path, options ?? NginxReadingOptions.None, loader);
    }

    /// <summary>
    /// What <c>nginx -t</c> would refuse or warn of, as far as the configuration alone tells, in nginx's words; what reading it found
    /// comes first. Nothing is run.
    /// </summary>
    public IReadOnlyList<ConfigurationDiagnostic> Check() => StaticCheck.Run(this);

    /// <summary>The same configuration with other bytes in some of its files; nothing is read again.</summary>
    internal NginxConfiguration With(IReadOnlyDictionary<string, byte[]> changed) => new(Path, Options, _loader.With(changed));

    /// <summary>What an include brings.</summary>
    internal IReadOnlyList<SyntaxFile> Included(SyntaxDirective include) => _loader.Included.GetValueOrDefault(include) ?? [];

    /// <summary>The directives of a block, each include replaced by what it includes.</summary>
    internal IReadOnlyList<SyntaxDirective> Children(SyntaxDirective block) => _blocks.ChildrenOf(block);
}
