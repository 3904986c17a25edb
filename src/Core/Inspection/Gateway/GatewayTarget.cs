namespace Nginx502;

/// <summary>Which nginx and php-fpm are meant: those of this machine, of a tree of files, or of configurations that the caller names.</summary>
public sealed record GatewayTarget
{
    /// <summary>This machine.</summary>
    public static GatewayTarget ThisMachine { get; } = new();

    /// <summary>The directory that stands for <c>/</c>, a full path; null for this machine's own root. Nothing found there is ever run.</summary>
    public string? RootPath { get; init; }

    /// <summary>The main file of nginx's configuration, as seen from the root; null to find it.</summary>
    public string? NginxConfigurationPath { get; init; }

    /// <summary>The main file of php-fpm's configuration, as seen from the root; null to find all.</summary>
    public string? FpmConfigurationPath { get; init; }
}
