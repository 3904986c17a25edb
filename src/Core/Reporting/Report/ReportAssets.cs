using System.Security.Cryptography;
using System.Text;

namespace Nginx502.Reporting;

/// <summary>The style and the scripts of every report, with the hashes by which a browser lets them, and nothing else, be used.</summary>
internal static class ReportAssets
{
    private static readonly Lazy<string> LazyStyle = new(() => Read("uPlot.min.css") + "\n" + Read("report.css"));
    private static readonly Lazy<string> LazyLibrary = new(() => Read("uPlot.iife.min.js"));
    private static readonly Lazy<string> LazyScript = new(() => Read("report.js"));
    private static readonly Lazy<string> LazyPolicy = new(() =>
        $"default-src 'none'; script-src '{HashOf(Library)}' '{HashOf(Script)}'; style-src '{HashOf(Style)}'; base-uri 'none'; form-action 'none'");

    /// <summary>The style.</summary>
    public static string Style => LazyStyle.Value;

    /// <summary>uPlot, which draws.</summary>
    public static string Library => LazyLibrary.Value;

    /// <summary>What has it draw.</summary>
    public static string Script => LazyScript.Value;

    /// <summary>The policy of a page (W3C Content Security Policy Level 3): nothing is loaded, and no other script or style is used.</summary>
    public static string Policy => LazyPolicy.Value;

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // A browser hashes what it reads, in which every line end is LF.
    private static string Read(string name)
    {
        using Stream stream = typeof(ReportAssets).Assembly.GetManifestResourceStream($"Nginx502.Reporting.Report.Assets.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
