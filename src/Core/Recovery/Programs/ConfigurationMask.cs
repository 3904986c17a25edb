using System.Text;
using Nginx502.Nginx;

namespace Nginx502.Recovery;

/// <summary>Takes secrets out of lines of diffs, by the language of each file.</summary>
internal static class ConfigurationMask
{
    /// <summary>The mask of a change.</summary>
    /// <param name="fpmFiles">The files that php-fpm reads; the others are nginx's.</param>
    public static LineMask For(IReadOnlySet<string> fpmFiles) =>
        (path, line) => fpmFiles.Contains(path) ? FpmLineMask.Mask(Encoding.UTF8.GetBytes(line)) : NginxMask.MaskLine(line);
}
