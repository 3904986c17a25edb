namespace Nginx502;

/// <summary>What was decided when a php-fpm was built (<c>php-fpm -i</c> shows it as Configure Command).</summary>
public sealed record FpmBuildDefaults
{
    /// <summary>As Debian, Ubuntu, Red Hat, Alpine and Arch build it: <c>/usr</c> with <c>/var</c> and <c>/etc</c>.</summary>
    public static FpmBuildDefaults Distribution { get; } = new();

    /// <summary>As php-src does without options, and the official containers: everything below <c>/usr/local</c>.</summary>
    public static FpmBuildDefaults Local { get; } = At("/usr/local");

    /// <summary>The directory that relative paths are below when neither -p nor a pool's prefix is given (<c>--prefix</c>).</summary>
    public string Prefix { get; init; } = "/usr";

    /// <summary>The directory that <c>pid</c> and <c>error_log</c> are below when they are relative (<c>--localstatedir</c>).</summary>
    public string LocalStateDirectory { get; init; } = "/var";

    /// <summary>The directory of php-fpm.conf when none is named (<c>--sysconfdir</c>).</summary>
    public string ConfigurationDirectory { get; init; } = "/etc";

    /// <summary>Whether it knows <c>listen.acl_users</c> and <c>listen.acl_groups</c> (<c>--with-fpm-acl</c>); null when that is not known.</summary>
    public bool? HasAcl { get; init; }

    /// <summary>Whether it knows <c>systemd_interval</c> (<c>--with-fpm-systemd</c>); null when that is not known.</summary>
    public bool? HasSystemd { get; init; }

    /// <summary>Whether it knows <c>apparmor_hat</c> (<c>--with-fpm-apparmor</c>); null when that is not known.</summary>
    public bool? HasAppArmor { get; init; }

    /// <summary>A build with everything below one directory.</summary>
    public static FpmBuildDefaults At(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new FpmBuildDefaults { Prefix = prefix, LocalStateDirectory = prefix + "/var", ConfigurationDirectory = prefix + "/etc" };
    }

    /// <summary>Whether it has what a directive needs; null when that is not known.</summary>
    internal bool? Has(FpmDirective directive) => directive.Needs switch
    {
        null => true,
        "acl" => HasAcl,
        "systemd" => HasSystemd,
        _ => HasAppArmor,
    };
}
