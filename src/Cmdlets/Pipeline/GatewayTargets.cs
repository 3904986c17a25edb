using System.Management.Automation;
using Nginx502.Linux;

namespace Nginx502.Pipeline;

/// <summary>Makes of -RootPath, -NginxConfigPath and -FpmConfigPath what is meant by them.</summary>
internal static class GatewayTargets
{
    /// <summary>What the parameters of a cmdlet name. What cannot be read ends the cmdlet: nothing else could be told in its place.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="rootPath">-RootPath, or null.</param>
    /// <param name="nginxConfigPath">-NginxConfigPath, or null.</param>
    /// <param name="fpmConfigPath">-FpmConfigPath, or null.</param>
    public static GatewayTarget Resolve(PSCmdlet cmdlet, string? rootPath, string? nginxConfigPath, string? fpmConfigPath)
    {
        string? root = rootPath is null ? null : ResolveRoot(cmdlet, rootPath);
        return new GatewayTarget
        {
            RootPath = root,
            NginxConfigurationPath = Configuration(cmdlet, root, nginxConfigPath),
            FpmConfigurationPath = Configuration(cmdlet, root, fpmConfigPath),
        };
    }

    private static string ResolveRoot(PSCmdlet cmdlet, string path)
    {
        string full = path;
        try
        {
            full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name != "FileSystem")
            {
                cmdlet.ThrowTerminatingError(Errors.PathNotInFileSystem(path, provider.Name));
            }
        }
        catch (SessionStateException failure)
        {
            cmdlet.ThrowTerminatingError(Errors.PathNotFound(path, failure));
        }

        if (!Directory.Exists(full))
        {
            cmdlet.ThrowTerminatingError(File.Exists(full) ? Errors.RootPathNotADirectory(full) : Errors.PathNotFound(full));
        }

        return full;
    }

    // Below another root a path is as seen from there, whatever the current location is.
    private static string? Configuration(PSCmdlet cmdlet, string? root, string? path)
    {
        if (path is null || root is null)
        {
            return LogDiscovery.RequireConfiguration(cmdlet, path);
        }

        string seen = path.StartsWith('/') ? path : "/" + path;
        using FileTree files = FileTree.At(root);
        if (files.ReadBytes(seen, out string? problem) is null)
        {
            cmdlet.ThrowTerminatingError(Errors.ConfigurationBelowRootNotReadable(root, seen, problem!));
        }

        return seen;
    }
}
