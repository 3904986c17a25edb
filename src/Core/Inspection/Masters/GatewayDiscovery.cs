using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// Finds nginx and php-fpm: the running masters, with every php-fpm that is installed beside them and does not run; else the installed programs by their
/// built-in paths, else the configurations where distributions put them. Starts nothing, and reads no configuration.
/// </summary>
public static class GatewayDiscovery
{
    /// <summary>Finds the nginx of this machine.</summary>
    /// <param name="configurationPath">The main file, when the caller names one: then it alone, with the master that runs with it, believed or not. Null to find them.</param>
    /// <param name="commands">Tells commands of a service manager; null when nobody can.</param>
    public static NginxInstanceSearch FindNginx(string? configurationPath = null, IMasterCommands? commands = null) =>
        new NginxDiscovery(FileTree.Host, NginxMasters.OfThisMachine, commands).Search(configurationPath);

    /// <summary>Finds the nginx of a tree of files, in which nothing runs.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="configurationPath">The main file there, when the caller names one; null to find it.</param>
    public static NginxInstanceSearch FindNginx(FileTree files, string? configurationPath = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new NginxDiscovery(files, files.IsHost ? NginxMasters.OfThisMachine : null, null).Search(configurationPath);
    }

    /// <summary>Finds the php-fpm of this machine.</summary>
    /// <param name="configurationPath">The main file, when the caller names one: then it alone, with the master that runs with it, believed or not. Null to find them.</param>
    /// <param name="commands">Tells commands of a service manager; null when nobody can.</param>
    public static FpmInstanceSearch FindFpm(string? configurationPath = null, IMasterCommands? commands = null) =>
        new FpmDiscovery(FileTree.Host, FpmMasters.OfThisMachine, commands).Search(configurationPath);

    /// <summary>Finds the php-fpm of a tree of files, in which nothing runs.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="configurationPath">The main file there, when the caller names one; null to find them.</param>
    public static FpmInstanceSearch FindFpm(FileTree files, string? configurationPath = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new FpmDiscovery(files, files.IsHost ? FpmMasters.OfThisMachine : null, null).Search(configurationPath);
    }
}
