namespace Nginx502.Build.Help;

/// <summary>A page of the help that is not as it has to be.</summary>
internal static class HelpError
{
    /// <summary>The error, with file and line as editors and terminals make them clickable.</summary>
    /// <param name="file">The page.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="message">What is wrong.</param>
    public static BuildException At(string file, int line, string message) => new($"{file}:{line}: {message}");
}
