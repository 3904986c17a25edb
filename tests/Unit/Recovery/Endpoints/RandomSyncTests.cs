using System.Globalization;
using System.Text;
using CsCheck;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery.Endpoints;

/// <summary>Over configurations of chance, after what was planned was made: both sides agree, and nothing else is other than it was.</summary>
public sealed class RandomSyncTests
{
    private static readonly string[] Places = ["/run/php/php8.2-fpm.sock", "/run/php/php8.1-fpm.sock", "/run/php/blog.sock", "/srv/a b.sock", "127.0.0.1:9000", "127.0.0.1:9001", "[::1]:9000", "9002", "localhost:9003"];

    private static readonly string[] PoolNames = ["www", "blog", "api"];

    private static readonly string[] SocketLines = ["", "listen.owner = www-data", "listen.group = www-data", "listen.mode = 0600", "listen.owner = shop\nlisten.mode = 0666", ";listen.owner = www-data", "listen.acl_users = shop", "listen.backlog = 64", "listen.allowed_clients = 127.0.0.1"];

    private static readonly Gen<(string Listen, string Lines)> Pool = Gen.Select(Gen.OneOf(Places), Gen.OneOf(SocketLines));

    private static readonly Gen<Location> Locations = Gen.Select(Gen.Enum<PassKind>(), Gen.OneOf(Places), (kind, place) => new Location(kind, place));

    private static readonly Gen<Machine> Machines = Gen.Select(
        Pool.Array[1, 3], Locations.Array[1, 4].Array[1, 3], Gen.OneOf(Places).Array[1, 3], Gen.OneOf(Places), Gen.Bool,
        (pools, servers, group, snippet, isDos) => new Machine(pools, servers, group, snippet, isDos));

    private static readonly Gen<(int Pool, EndpointTransport Transport, string? Endpoint)> Wishes =
        Gen.Select(Gen.Int[0, 2], Gen.Enum<EndpointTransport>(), Gen.OneOf(Gen.Const((string?)null), Gen.OneOf(Places).Select(place => (string?)place)));

    private enum PassKind
    {
        Address,
        Group,
        Snippet,
        Variable,
    }

    [Fact]
    public void Both_sides_agree_afterwards_and_nothing_else_changed()
    {
        int made = 0;
        using var tree = new GatewayTree();
        Gen.Select(Machines, Wishes).Sample(
            (machine, wish) =>
            {
                machine.Write(tree);
                EndpointSyncRequest before = Request(tree, wish.Pool % machine.Pools.Length, wish.Transport, wish.Endpoint);
                EndpointSyncPlan plan = EndpointSync.Plan(before);
                if (plan.Problems.Count > 0)
                {
                    Assert.True(plan.Change.IsEmpty);
                    return;
                }

                FileEdit[] edits = [.. plan.Change.Build("Sync-FpmEndpoint", null, reload: false, force: false).Edits];
                Array.ForEach(edits, edit => File.WriteAllBytes(edit.Path, edit.After.ToArray()));
                EndpointSyncRequest after = Request(tree, wish.Pool % machine.Pools.Length, wish.Transport, wish.Endpoint);

                Assert.Equal(plan.Endpoint, after.Pool.Endpoint);
                AssertAddresses(before, after, plan);
                Assert.Equal(Settings(before), Settings(after));
                Assert.All(edits, edit => AssertLines(edit, plan.Endpoint!));

                // Of others that lead nowhere this pool may be the likeliest now, but it stays where it is.
                EndpointSyncPlan again = EndpointSync.Plan(after);
                Assert.Equal(plan.Endpoint, again.Endpoint);
                Assert.DoesNotContain(again.Change.Settings, setting => setting.Path == GatewayTree.PoolPath);
                made += edits.Length > 0 ? 1 : 0;
            },
            iter: 600,
            threads: 1);

        Assert.True(made > 100, $"only {made} changes were possible");
    }

    private static EndpointSyncRequest Request(GatewayTree tree, int pool, EndpointTransport transport, string? endpoint)
    {
        NginxReading nginx = tree.Nginx();
        FpmReading fpm = tree.Fpm();
        return new EndpointSyncRequest([nginx], fpm, GatewayCollector.Collect([nginx], [fpm]), fpm.Configuration.Pools[pool], transport)
        {
            Endpoint = endpoint is null ? null : FpmEndpoint.Parse(endpoint),
        };
    }

    // What led to the pool leads there still; of the rest only what the plan names leads elsewhere, which is to the pool.
    private static void AssertAddresses(EndpointSyncRequest before, EndpointSyncRequest after, EndpointSyncPlan plan)
    {
        IReadOnlyList<NginxUpstream> old = before.Nginx[0].Configuration.Upstreams;
        foreach ((NginxUpstream was, NginxUpstream now) in old.Zip(after.Nginx[0].Configuration.Upstreams))
        {
            Assert.Equal((was.Server, was.Location, was.Servers.Length), (now.Server, now.Location, now.Servers.Length));
            foreach ((NginxUpstreamServer first, NginxUpstreamServer second) in was.Servers.Zip(now.Servers))
            {
                bool isPools = first.Endpoint!.Equals(before.Pool.Endpoint);
                Assert.True(second.Endpoint!.Equals(plan.Endpoint) || (!isPools && second == first), $"{first} became {second}");
                Assert.True(second.Address == first.Address || plan.Upstreams.Contains(was), $"{was} is not among what changes");
            }
        }
    }

    private static string Settings(EndpointSyncRequest request)
    {
        IEnumerable<string> pools = request.Fpm.Configuration.Pools.SelectMany(pool => pool.Settings
            .Where(setting => pool.Pool != request.Pool.Pool || !IsOfSocket(setting.Name))
            .Select(setting => $"{pool.Pool} {setting.Name} = {setting.Value}"));
        IEnumerable<string> upstreams = request.Nginx[0].Configuration.Upstreams.SelectMany(upstream => upstream.Settings.Select(setting => $"{upstream.Server} {upstream.Location} {setting.Name} {setting.Value}"));
        return string.Join('\n', pools.Concat(upstreams));
    }

    private static bool IsOfSocket(string name) => name is "listen" or "listen.owner" or "listen.group" or "listen.mode" or "listen.acl_users";

    // Every line that is new names the address, or gives the socket its rights.
    private static void AssertLines(FileEdit edit, FpmEndpoint endpoint)
    {
        string[] before = Encoding.UTF8.GetString(edit.Before.Span).Split('\n');
        string[] after = Encoding.UTF8.GetString(edit.After.Span).Split('\n');
        Assert.All(after.Except(before), line => Assert.True(
            line.Contains(endpoint.SocketPath ?? endpoint.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) || line.StartsWith("listen.", StringComparison.Ordinal), line));
    }

    private sealed record Location(PassKind Kind, string Place);

    private sealed record Machine((string Listen, string Lines)[] Pools, Location[][] Servers, string[] Group, string Snippet, bool IsDos)
    {
        public override string ToString() => Nginx() + Fpm();

        public void Write(GatewayTree tree)
        {
            Write(tree, GatewayTree.NginxPath, Nginx());
            Write(tree, "/etc/nginx/php.conf", $"fastcgi_pass {Quoted(Snippet)};\n");
            Write(tree, GatewayTree.FpmPath, "[global]\ninclude = /etc/php/8.2/fpm/pool.d/*.conf\n");
            Write(tree, GatewayTree.PoolPath, Fpm());
        }

        private string Nginx()
        {
            var text = new StringBuilder("user www-data;\nevents { }\nhttp {\n  upstream php {\n");
            text.AppendJoin(string.Empty, Group.Select(place => $"    server {Quoted(place)} weight=2; # kept\n")).Append("  }\n");
            for (int server = 0; server < Servers.Length; server++)
            {
                text.Append(CultureInfo.InvariantCulture, $"  server {{\n    server_name s{server}.example;\n");
                for (int location = 0; location < Servers[server].Length; location++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"    location /{location} {{\n      fastcgi_read_timeout {location + 1}s;\n{Pass(Servers[server][location], location)}    }}\n");
                }

                text.Append("  }\n");
            }

            return text.Append("}\n").ToString();
        }

        private static string Pass(Location location, int number) => location.Kind switch
        {
            PassKind.Group => "      fastcgi_pass php;\n",
            PassKind.Snippet => "      include php.conf;\n",
            PassKind.Variable => $"      set $php{number} {Quoted(location.Place)};\n      fastcgi_pass $php{number};\n",
            _ => $"      fastcgi_pass {Quoted(location.Place)};\n",
        };

        private string Fpm() => string.Concat(Pools.Select((pool, index) =>
            $"[{PoolNames[index]}]\nuser = www-data\nlisten = {(pool.Listen.Contains(' ', StringComparison.Ordinal) ? $"\"{pool.Listen}\"" : pool.Listen)}\n{pool.Lines}\npm = static\npm.max_children = {index + 2}\n"));

        private static string Quoted(string place) =>
            place.StartsWith('/') ? $"\"unix:{place}\"" : place.All(char.IsAsciiDigit) ? "127.0.0.1:" + place : place;

        private void Write(GatewayTree tree, string path, string text) => tree.Write(path, IsDos ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text);
    }
}
