using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A file that was written, as Get-Item gives it: with all that the view of a file shows.</summary>
internal static class WrittenFile
{
    // Whatever drive the session is at.
    private const string Provider = @"Microsoft.PowerShell.Core\FileSystem::";

    /// <summary>It.</summary>
    /// <param name="cmdlet">The cmdlet that wrote it.</param>
    /// <param name="path">Its full path.</param>
    public static object Of(PSCmdlet cmdlet, string path)
    {
        try
        {
            return cmdlet.InvokeProvider.Item.Get([Provider + path], force: true, literalPath: true).FirstOrDefault() ?? (object)new FileInfo(path);
        }
        catch (Exception gone) when (gone is ItemNotFoundException or ProviderInvocationException)
        {
            return new FileInfo(path);
        }
    }
}
