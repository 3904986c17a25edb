using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>
/// Makes full paths of what a user names. They are resolved by the engine, which knows the current location, drives and <c>~</c>. Each bad one is an
/// error, and the others go on.
/// </summary>
internal static class FilePaths
{
    /// <summary>
    /// The full paths that a text with wildcards names; each bad one is an error. A text without names its file whether it is
    /// there or not: why it cannot be opened is told by the opening, and the engine cannot tell.
    /// </summary>
    public static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string pattern) => WildcardPattern.ContainsWildcardCharacters(pattern)
        ? Resolve(cmdlet, pattern, isPattern: true)
        : Resolve(cmdlet, WildcardPattern.Unescape(pattern), isPattern: false);

    /// <summary>The full path of a name that is taken as it is written; none, and an error, when it is bad.</summary>
    public static IReadOnlyList<string> Literal(PSCmdlet cmdlet, string path) => Resolve(cmdlet, path, isPattern: false);

    private static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string path, bool isPattern)
    {
        try
        {
            IReadOnlyList<string> resolved = isPattern ? MatchPattern(cmdlet, path, out ProviderInfo provider) : TakeLiterally(cmdlet, path, out provider);
            if (provider.Name != "FileSystem")
            {
                cmdlet.WriteError(Errors.PathNotInFileSystem(path, provider.Name));
                return [];
            }

            if (resolved.Count == 0)
            {
                cmdlet.WriteError(Errors.PatternMatchesNothing(path));
            }

            return resolved;
        }
        catch (Exception failure) when (failure is SessionStateException or ProviderInvocationException or PSArgumentException)
        {
            // A pattern below a directory that is not there fails as a name does.
            cmdlet.WriteError(WildcardPattern.ContainsWildcardCharacters(path) && isPattern ? Errors.PatternMatchesNothing(path) : Errors.PathNotFound(path, failure));
            return [];
        }
    }

    private static Collection<string> MatchPattern(PSCmdlet cmdlet, string pattern, out ProviderInfo provider) =>
        cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out provider);

    private static IReadOnlyList<string> TakeLiterally(PSCmdlet cmdlet, string path, out ProviderInfo provider) =>
        [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)];
}
