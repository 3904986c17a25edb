using System.Runtime.Versioning;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>One way to set nginx and php-fpm up so that they disagree.</summary>
/// <param name="Configure">What the site is to have.</param>
/// <param name="Kind">What is to be said of it.</param>
/// <param name="NginxLine">How the line of nginx begins that is to be named; null for none.</param>
/// <param name="FpmLine">How the line of php-fpm begins that is to be named.</param>
[SupportedOSPlatform("linux")]
internal sealed record Misalignment(Func<LabDirectory, LabSiteOptions> Configure, AlignmentMismatchKind Kind, string NginxLine = "fastcgi_pass", string FpmLine = "listen =")
{
    /// <summary>What is done to the site once it runs.</summary>
    public Action<GatewaySite> Then { get; init; } = _ => { };

    /// <summary>What visitors ask for.</summary>
    public string Path { get; init; } = "/hello.php";

    /// <summary>All of which the visitor gets a 502, by what was done.</summary>
    public static IReadOnlyDictionary<string, Misalignment> All { get; } = new Dictionary<string, Misalignment>
    {
        ["another path"] = new(directory => new LabSiteOptions { FastCgiPass = $"unix:{directory.Run}/other.sock" }, AlignmentMismatchKind.SocketPathMismatch),
        ["a path of another version of PHP"] = new(
            directory => new LabSiteOptions { FastCgiPass = $"unix:{directory.Run}/php8.1-fpm.sock", PoolDirectives = Pool("listen", directory.Run + "/php8.2-fpm.sock") },
            AlignmentMismatchKind.PhpVersionPathMismatch),
        ["TCP where the pool has a socket"] = new(_ => new LabSiteOptions { FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" }, AlignmentMismatchKind.TransportMismatch),
        ["a socket where the pool has TCP"] = new(directory => new LabSiteOptions { UsesTcp = true, FastCgiPass = $"unix:{directory.Run}/php-fpm.sock" }, AlignmentMismatchKind.TransportMismatch),
        ["another port"] = new(_ => new LabSiteOptions { UsesTcp = true, FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" }, AlignmentMismatchKind.PortMismatch),
        ["another address"] = OfAddress("127.0.0.2", AlignmentMismatchKind.AddressMismatch),
        ["another address family"] = OfAddress("[::1]", AlignmentMismatchKind.AddressFamilyMismatch),
        ["IPv6 where the pool has all addresses of IPv4"] = OfFamily(),
        ["a php-fpm that ended"] = new(_ => new LabSiteOptions(), AlignmentMismatchKind.FpmNotRunning) { Then = site => site.Site.Fpm.Stop() },
        ["a group of another path"] = new(
            directory => new LabSiteOptions { FastCgiPass = "php", HttpText = $"upstream php {{\n  server unix:{directory.Run}/other.sock;\n}}" },
            AlignmentMismatchKind.SocketPathMismatch,
            "server unix:"),
        ["HTTP to the pool"] = new(
            directory => new LabSiteOptions { ServerText = $"location = /proxied.php {{\n  proxy_pass http://unix:{directory.Run}/php-fpm.sock:/;\n}}" },
            AlignmentMismatchKind.ProtocolMismatch,
            "proxy_pass")
        {
            Path = "/proxied.php",
        },
        ["a mode that keeps nginx out"] = new(
            _ => new LabSiteOptions { PoolDirectives = Pool("listen.owner", Owner, "listen.group", Group, "listen.mode", LabUser.IsRoot ? "0600" : "0060") },
            AlignmentMismatchKind.SocketPermission,
            FpmLine: LabUser.IsRoot ? "listen.group" : "listen.mode"),
        ["a directory that nginx may not pass"] = new(
            directory => new LabSiteOptions { PoolDirectives = Pool("listen", Closed(directory) + "/php.sock"), FastCgiPass = $"unix:{directory.Run}/closed/php.sock" },
            AlignmentMismatchKind.DirectoryNotSearchable)
        {
            Then = site => File.SetUnixFileMode(site.Site.Directory.Run + "/closed", UnixFileMode.UserRead | UnixFileMode.UserWrite),
        },
        ["clients that nginx is none of"] = new(
            _ => new LabSiteOptions { UsesTcp = true, PoolDirectives = Pool("listen.allowed_clients", "192.0.2.1") },
            AlignmentMismatchKind.AllowedClientsRejected,
            FpmLine: "listen.allowed_clients"),
        ["a socket that is gone"] = new(_ => new LabSiteOptions(), AlignmentMismatchKind.SocketMissing) { Then = site => File.Delete(site.Site.Pool.Listen) },
        ["a file in the place of the socket"] = new(_ => new LabSiteOptions(), AlignmentMismatchKind.NotASocket) { Then = site => Replace(site.Site.Pool.Listen) },
    };

    private static string Owner => LabUser.IsRoot ? LabUser.Root.Name : Environment.UserName;

    private static string Group => LabUser.IsRoot ? LabUser.Root.Group : Environment.UserName;

    private static Misalignment OfAddress(string host, AlignmentMismatchKind kind)
    {
        int port = FreePort.Tcp();
        return new(_ => new LabSiteOptions { UsesTcp = true, FastCgiPass = $"{host}:{port}", PoolDirectives = Pool("listen", $"127.0.0.1:{port}") }, kind);
    }

    private static Misalignment OfFamily()
    {
        int port = FreePort.Tcp();
        return new(
            _ => new LabSiteOptions { UsesTcp = true, FastCgiPass = $"[::1]:{port}", PoolDirectives = Pool("listen", $"0.0.0.0:{port}", "listen.allowed_clients", "127.0.0.1") },
            AlignmentMismatchKind.AddressFamilyMismatch);
    }

    private static Dictionary<string, string> Pool(params string[] directives) =>
        directives.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Closed(LabDirectory directory) => Directory.CreateDirectory(directory.Run + "/closed").FullName;

    // Readable and writable by all, so that it is the kind alone that is wrong.
    private static void Replace(string path)
    {
        File.Delete(path);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, (UnixFileMode)0x1B6);
    }
}
