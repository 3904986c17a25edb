namespace Nginx502.Shell.CommandLine;

/// <summary>How objects are written to standard output.</summary>
internal enum OutputFormat
{
    /// <summary>As the views of the module show them: for people.</summary>
    Text,

    /// <summary>One JSON array of all of them.</summary>
    Json,

    /// <summary>One JSON object a line, each written at once.</summary>
    JsonLines,

    /// <summary>PowerShell's own XML, which <c>Import-Clixml</c> turns into objects again.</summary>
    CliXml,
}
