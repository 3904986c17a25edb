using System.Text.RegularExpressions;

namespace Nginx502.HostedTests.Help;

/// <summary>An example of a page: its code, the output that the page shows, and what is said of it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Code">What is typed.</param>
/// <param name="Output">What the page shows; null when it shows nothing.</param>
/// <param name="Remarks">The text below.</param>
internal sealed partial record PageExample(string Title, string Code, string? Output, string Remarks)
{
    /// <summary>True when the page says that the bare engine is not enough.</summary>
    public bool NeedsPwsh => Remarks.StartsWith("Needs pwsh: ", StringComparison.Ordinal);

    /// <summary>True when the page says that it never ends by itself.</summary>
    public bool RunsOn => Remarks.Contains("It runs until Ctrl+C.", StringComparison.Ordinal);

    /// <summary>True when the page says that it needs a live server: it would look at this machine's, which another test may have broken, or change it.</summary>
    public bool NeedsServer => Remarks.StartsWith("Needs a live server: ", StringComparison.Ordinal);

    /// <summary>True when the page says that its output is another one at another time.</summary>
    public bool DependsOnTime => Remarks.Contains("the result depends on when it is run", StringComparison.Ordinal);

    /// <summary>The examples of a cmdlet's page, in order.</summary>
    public static IReadOnlyList<PageExample> Of(string cmdlet) =>
    [
        .. Form().Matches(HelpPages.Text(cmdlet)).Select(match => new PageExample(
            match.Groups["title"].Value,
            match.Groups["code"].Value,
            match.Groups["output"].Success ? match.Groups["output"].Value : null,
            match.Groups["remarks"].Value.Trim())),
    ];

    [GeneratedRegex(
        @"^### (?<title>Example .+)\n\n```powershell\n(?<code>(?:.*\n)+?)```\n\n(?:```Output\n(?<output>(?:.*\n)+?)```\n\n)?(?<remarks>(?:(?!#).*\n)+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
