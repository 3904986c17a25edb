using System.Text.RegularExpressions;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>Paths as the pages show them: without what differs from machine to machine.</summary>
internal static partial class ShownPaths
{
    /// <summary>The text with the checkout, and what <c>mktemp -d</c> made, left out of its paths.</summary>
    public static string Shorten(string text) =>
        TemporaryDirectory().Replace(text.Replace(Package.Repository + "/samples/", "…/samples/", StringComparison.Ordinal), "…");

    [GeneratedRegex(@"\S*/tmp\.\w{10}")]
    private static partial Regex TemporaryDirectory();
}
