using System.Text;
using Nginx502.Nginx;

namespace Nginx502.Recovery;

/// <summary>Takes secrets out of lines of diffs, by the language of each file.</summary>
internal static class ConfigurationMask
{
    // A tabulator within a line is shown escaped; those before it are its indentation, and harmless.
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The mask of a change.</summary>
    /// <param name="fpmFiles">The files that php-fpm reads; the others are nginx's.</param>
    public static LineMask For(IReadOnlySet<string> fpmFiles) =>
        (path, line) => Indent(line) + (fpmFiles.Contains(path) ? FpmLineMask.Mask(Encoding.UTF8.GetBytes(line.TrimStart(Blanks))) : NginxMask.MaskLine(line.TrimStart(Blanks)));

    private static string Indent(string line) => line[..^line.TrimStart(Blanks).Length];
}
