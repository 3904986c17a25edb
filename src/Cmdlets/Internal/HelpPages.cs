namespace Nginx502.Internal;

/// <summary>Where the help pages are on the network, for <c>Get-Help -Online</c>.</summary>
internal static class HelpPages
{
    /// <summary>The address in front of a page's file name; the project's own, as the manifest has it.</summary>
    public const string Root = "https://github.com/nginx502/Nginx502/blob/main/docs/help/";
}
