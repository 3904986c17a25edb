using Nginx502.Linux;

namespace Nginx502.Nginx;

/// <summary>Why a file was not included, in the words of nginx where it would say so too.</summary>
internal static class IncludeProblems
{
    /// <summary>The kind of finding for what is there and could not be read; a warning where nginx may read it.</summary>
    public const string Unreadable = "UnreadableInclude";

    /// <summary>The kind of finding for what was not read since it would be too much.</summary>
    public const string TooMany = "TooManyIncludes";

    /// <summary>A file that could not be read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="failure">Why it was not opened; null when it was.</param>
    /// <param name="isThere">True when something is at the end of its links.</param>
    /// <param name="reason">Why it was not read, in words that follow the path.</param>
    /// <param name="include">The directive that names it; null for the main file.</param>
    public static ConfigurationDiagnostic NotRead(string path, FileOpeningFailure? failure, bool isThere, string? reason, SyntaxDirective? include)
    {
        string safe = SafeText.Escape(path);
        string? error = failure switch
        {
            FileOpeningFailure.NotFound => "2: No such file or directory",
            FileOpeningFailure.UntrustedLink when !isThere => "2: No such file or directory",
            FileOpeningFailure.TooManyLinks => "40: Too many levels of symbolic links",
            _ => null,
        };
        if (error is not null)
        {
            return At(include, Severity.Error, "MissingInclude", $"open() \"{safe}\" failed ({error})", AdviceFor(path, include));
        }

        return failure == FileOpeningFailure.IsDirectory
            ? At(include, Severity.Error, Unreadable, $"pread() \"{safe}\" failed (21: Is a directory)", "Name the files in it: add /*.conf to the path, or move the directory away.")
            : At(include, Severity.Warning, Unreadable, $"{safe} {reason}: what it says is not known here");
    }

    /// <summary>A directory that a pattern had to look into and could not; nginx, started as root, can.</summary>
    public static ConfigurationDiagnostic NotListed(UnlistedDirectory directory, SyntaxDirective include) => At(
        include, Severity.Warning, Unreadable, $"{SafeText.Escape(directory.Path)} {FileOpeningReasons.Explain(directory.Failure)}: what is included from it is not known here");

    /// <summary>A file that includes itself, by way of others or not.</summary>
    public static ConfigurationDiagnostic Circle(string path, SyntaxDirective include) => At(
        include, Severity.Error, "IncludeCircle", $"{SafeText.Escape(path)} includes itself", "Take this include away: nginx opens the file again and again until it has no descriptors left.");

    /// <summary>More than is read.</summary>
    public static ConfigurationDiagnostic TooMuch(string what, SyntaxDirective include) =>
        At(include, Severity.Warning, TooMany, $"{what}: what else is included here was not read");

    private static string AdviceFor(string path, SyntaxDirective? include) =>
        include is null ? "Name the configuration that nginx is started with."
        : IncludeLoader.IsPattern(include.Argument(0)) ? $"A link leads nowhere: remove {SafeText.Escape(path)}, or put back what it points to."
        : "Put the file there, or take this include away.";

    private static ConfigurationDiagnostic At(SyntaxDirective? include, Severity severity, string id, string message, string? advice = null)
    {
        if (include is null)
        {
            return new ConfigurationDiagnostic(severity, id, message, null, null, null, advice);
        }

        int start = include.ArgumentWord(0).Start;
        LineIndex lines = include.File.Lines;
        return new ConfigurationDiagnostic(severity, id, message, include.File.Path, lines.LineOf(start), lines.ColumnOf(start), advice);
    }
}
