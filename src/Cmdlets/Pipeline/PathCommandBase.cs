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
            return (LiteralPath ?? []).SelectMany(path => FilePaths.Literal(this, path));
        }

        return (Path ?? []).SelectMany(ResolvePattern);
    }

    /// <inheritdoc cref="FilePaths.Matching"/>
    private protected IReadOnlyList<string> ResolvePattern(string pattern) => FilePaths.Matching(this, pattern);
}
