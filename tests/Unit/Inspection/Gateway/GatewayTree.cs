using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.UnitTests.Nginx;

namespace Nginx502.UnitTests.Inspection.Gateway;

/// <summary>A server in a temporary directory: the configurations of nginx and of php-fpm as Debian has them, and users.</summary>
internal sealed class GatewayTree : IDisposable
{
    public const string NginxPath = "/etc/nginx/nginx.conf";
    public const string FpmPath = "/etc/php/8.2/fpm/php-fpm.conf";
    public const string PoolPath = "/etc/php/8.2/fpm/pool.d/www.conf";

    private readonly TemporaryTree _tree = new();

    public GatewayTree()
    {
        Write("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33::/var/www:/bin/false\nshop:x:1000:1000::/srv/shop:/bin/sh\n");
        Write("/etc/group", "root:x:0:\nwww-data:x:33:\nshop:x:1000:\nsockets:x:44:www-data\n");
    }

    public string RootPath => _tree.RootPath;

    public FileTree Files => _tree.Files;

    public GatewayTarget Target => new() { RootPath = RootPath };

    /// <summary>One virtual server that hands over to an address, and one pool that listens at another.</summary>
    public static GatewayTree Pair(string pass = "unix:/run/php/php8.2-fpm.sock", string listen = "/run/php/php8.2-fpm.sock", string poolLines = "")
    {
        var tree = new GatewayTree();
        tree.Write(NginxPath, $"user www-data;\nevents {{ }}\nhttp {{\n    server {{\n        server_name shop.example;\n        location ~ \\.php$ {{\n            fastcgi_pass {pass};\n        }}\n    }}\n}}\n");
        tree.Write(FpmPath, "[global]\nerror_log = /var/log/php8.2-fpm.log\ninclude = /etc/php/8.2/fpm/pool.d/*.conf\n");
        tree.Write(PoolPath, $"[www]\nuser = www-data\nlisten = {listen}\npm = static\npm.max_children = 5\n{poolLines}");
        return tree;
    }

    public void Write(string path, string text) => _tree.Write(path, text);

    public void Write(string path, byte[] bytes) => _tree.Write(path, bytes);

    /// <summary>The path of a file for this process.</summary>
    public string PathHere(string path) => RootPath + path;

    public NginxReading Nginx() => Assert.Single(GatewayReader.ReadNginx(Target).Readings);

    public FpmReading Fpm() => Assert.Single(GatewayReader.ReadFpm(Target).Readings);

    public GatewayConfiguration Collect() => GatewayCollector.Collect([Nginx()], [Fpm()]);

    public void Dispose() => _tree.Dispose();
}
