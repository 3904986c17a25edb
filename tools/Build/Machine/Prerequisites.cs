using Nginx502.Lab;

namespace Nginx502.Build.Machine;

/// <summary>What each task needs beside the .NET SDK.</summary>
internal static class Prerequisites
{
    /// <summary>What the tests start or read with. script(1), for tests at a terminal, is part of every Debian.</summary>
    /// <exception cref="BuildException">Something is missing and cannot be installed.</exception>
    public static void ForTests()
    {
        DebianPackages.RequirePrograms(
            ("zstd", "zstd"), ("gzip", "gzip"), ("ps", "procps"), ("script", "bsdutils"), ("setfacl", "acl"), ("ss", "iproute2"), ("setpriv", "util-linux"), ("unshare", "util-linux"), ("prlimit", "util-linux"), ("ip", "iproute2"), ("systemctl", "systemd"), ("systemd-nspawn", "systemd-container"), ("smem", "smem"), ("nft", "nftables"), ("iptables-legacy", "iptables"), ("ufw", "ufw"), ("cron", "cron"), ("sshd", "openssh-server"), ("ssh", "openssh-client"), ("promtool", "prometheus"), ("chromium", "chromium"), ("npm", "npm"));
        DebianPackages.Require(() => LabProgram.AreInstalled, "nginx-light", "php-fpm");
        NodePackages.Require("axe-core", LabProgram.AxeVersion);
    }

    /// <summary>What the benchmarks compare with.</summary>
    /// <exception cref="BuildException">Something is missing and cannot be installed.</exception>
    public static void ForBenchmarks() =>
        DebianPackages.RequirePrograms(("grep", "grep"), ("rg", "ripgrep"), ("mawk", "mawk"), ("cgi-fcgi", "libfcgi-bin"), ("ps", "procps"), ("smem", "smem"), ("nginx", "nginx-light"), ("ab", "apache2-utils"), ("wrk", "wrk"));
}
