using System.Text;
using Nginx502.Nginx;

namespace Nginx502.Recovery;

/// <summary>Takes secrets out of lines of diffs, by the language of each file.</summary>
internal static class ConfigurationMask
{
    /// <summary>The mask of a change. In a file that neither program reads now, what is a secret in either language is masked.</summary>
    /// <param name="fpmFiles">The files that php-fpm reads.</param>
    /// <param name="nginxFiles">The files that nginx reads.</param>
    public static LineMask For(IReadOnlySet<string> fpmFiles, IReadOnlySet<string> nginxFiles) => (path, line) =>
        fpmFiles.Contains(path) ? MaskFpm(line)
        : nginxFiles.Contains(path) ? NginxMask.MaskLine(line)
        : MaskFpm(NginxMask.MaskLine(line));

    private static string MaskFpm(string line) => FpmLineMask.Mask(Encoding.UTF8.GetBytes(line));
}
