using System.Collections.ObjectModel;
using System.Management.Automation;
using Nginx502.Completion;

namespace Nginx502.Pipeline;

/// <summary>
/// A cmdlet that takes files: <c>-Path</c> with wildcards, and <c>-LiteralPath</c>, which also binds from what
/// Get-ChildItem gives. Paths are resolved by the engine, which knows the current location, drives and <c>~</c>.
/// </summary>
public abstract class PathCommandBase : StoppableCommandBase
{
    /// <summary>The parameter set of -Path, and of no argument: make it the cmdlet's default.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of -LiteralPath.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Files, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogPathCompleter))]
    public string[]? Path { get; set; }

    /// <summary>Files, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>True when the caller named files. Looking for them is for no argument at all, never for an empty pipeline.</summary>
    protected bool NamesFiles => Path is not null || LiteralPath is not null || MyInvocation.ExpectingInput;

    /// <summary>
    /// The full paths of the files that -Path and -LiteralPath name now. Each bad one is an error, and the others go on.
    /// </summary>
    protected IEnumerable<string> ResolvePaths()
    {
        if (ParameterSetName == LiteralPathSet)
        {
            return (LiteralPath ?? []).SelectMany(path => Resolve(path, isPattern: false));
        }

        return (Path ?? []).SelectMany(ResolvePattern);
    }

    /// <summary>
    /// The full paths that a text with wildcards names; each bad one is an error. A text without names its file whether it is
    /// there or not: why it cannot be opened is told by the opening, and the engine cannot tell.
    /// </summary>
    private protected IReadOnlyList<string> ResolvePattern(string pattern) => WildcardPattern.ContainsWildcardCharacters(pattern)
        ? Resolve(pattern, isPattern: true)
        : Resolve(WildcardPattern.Unescape(pattern), isPattern: false);

    private IReadOnlyList<string> Resolve(string path, bool isPattern)
    {
        try
        {
            IReadOnlyList<string> resolved = isPattern ? MatchPattern(path, out ProviderInfo provider) : TakeLiterally(path, out provider);
            if (provider.Name != "FileSystem")
            {
                WriteError(Errors.PathNotInFileSystem(path, provider.Name));
                return [];
            }

            if (resolved.Count == 0)
            {
                WriteError(Errors.PatternMatchesNothing(path));
            }

            return resolved;
        }
        catch (Exception failure) when (failure is SessionStateException or ProviderInvocationException or PSArgumentException)
        {
            // A pattern below a directory that is not there fails as a name does.
            WriteError(WildcardPattern.ContainsWildcardCharacters(path) && isPattern ? Errors.PatternMatchesNothing(path) : Errors.PathNotFound(path, failure));
            return [];
        }
    }

    private Collection<string> MatchPattern(string pattern, out ProviderInfo provider) =>
        SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out provider);

    private IReadOnlyList<string> TakeLiterally(string path, out ProviderInfo provider) =>
        [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)];
}
