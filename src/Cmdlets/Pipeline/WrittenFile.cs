using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A file that was written, as Get-Item gives it: with all that the view of a file shows.</summary>
internal static class WrittenFile
{
    /// <summary>It.</summary>
    /// <param name="cmdlet">The cmdlet that wrote it.</param>
    /// <param name="path">Its full path.</param>
    public static object Of(PSCmdlet cmdlet, string path) => cmdlet.InvokeProvider.Item.Get([path], force: true, literalPath: true).FirstOrDefault() ?? (object)new FileInfo(path);
}
