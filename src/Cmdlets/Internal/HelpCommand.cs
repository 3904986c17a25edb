namespace Nginx502.Internal;

/// <summary>How the page of a cause is opened: Get-Help knows pages, and no sections of them.</summary>
internal static class HelpCommand
{
    /// <summary>The command, and the section where there is one.</summary>
    /// <param name="page">The page with its section behind a #.</param>
    public static string Of(string page) => page.Split('#') switch
    {
        [var name, var section] => $"Get-Help {name}, section {(Enum.TryParse(section, ignoreCase: true, out Cause cause) ? cause.ToString() : section)}",
        _ => $"Get-Help {page}",
    };
}
