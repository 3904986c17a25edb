using System.Text;
using Nginx502.Inspection;
using Nginx502.Recovery;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery.Programs;

public sealed class StagedReadingTests : IDisposable
{
    private const string NewPool = "[www]\nuser = www-data\nlisten = /run/nope/x.sock\nslowlog = /var/log/new.log\npm = static\npm.max_children = 5\n";

    private readonly GatewayTree _tree = GatewayTree.Pair();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData(GatewayTree.PoolPath, "/elsewhere/www.conf")]
    [InlineData("/link/to/www.conf", GatewayTree.PoolPath)]
    public void A_check_knows_what_the_new_files_need(string path, string realPath)
    {
        ConfigurationCheckOptions options = CheckSurroundings.Of(StagedReading.Of(_tree.Fpm(), [Staged(path, realPath, NewPool)]));

        Assert.Equal(["/run/nope"], options.RequiredPaths);
        Assert.Contains("/var/log/new.log", options.WrittenFiles);
    }

    [Fact]
    public void Without_new_files_it_knows_what_is_in_place_by_now()
    {
        FpmReading reading = _tree.Fpm();
        _tree.Write(GatewayTree.PoolPath, NewPool);

        Assert.Equal(["/run/nope"], CheckSurroundings.Of(StagedReading.Of(reading, [])).RequiredPaths);
        Assert.Equal(["/run/php"], CheckSurroundings.Of(reading).RequiredPaths);
    }

    [Fact]
    public void The_files_that_new_includes_bring_are_among_them()
    {
        _tree.Write("/etc/nginx/more/a.conf", "server { listen 81; }\n");
        NginxReading staged = StagedReading.Of(_tree.Nginx(), [Staged(GatewayTree.NginxPath, GatewayTree.NginxPath, "events { }\nhttp { include more/*.conf; access_log /var/log/new.log; }\n")]);

        Assert.Equal([GatewayTree.NginxPath, "/etc/nginx/more/a.conf"], staged.Configuration.Files.Select(file => file.Path));
        Assert.Contains("/var/log/new.log", CheckSurroundings.Of(staged).WrittenFiles);
    }

    private static StagedFile Staged(string path, string realPath, string text) => new(path, realPath, Encoding.UTF8.GetBytes(text));
}
