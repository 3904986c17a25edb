using CsCheck;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx;

public sealed class RandomConfigurationTests
{
    private static readonly string[] Words =
    [
        "http", "server", "location", "upstream", "if", "limit_except", "map", "geo", "split_clients", "types", "set", "listen", "server_name", "fastcgi_pass", "proxy_pass", "memcached_pass",
        "fastcgi_param", "fastcgi_buffers", "fastcgi_buffer_size", "fastcgi_read_timeout", "fastcgi_next_upstream", "error_page", "try_files", "return", "rewrite", "access_log", "error_log",
        "log_format", "keepalive", "zone", "limit_req", "limit_req_zone", "limit_conn", "fastcgi_cache", "fastcgi_cache_path", "root", "alias", "events", "worker_connections", "load_module",
        "open_file_cache", "resolver", "ip_hash", "include", "content_by_lua_block", "unknown", "add_header", "auth_request_set", "perl_set", "env", "user", "worker_processes",
        "80", "a:1", "$a", "${b}", "$host", "~", "=", "@x", "(", ")", "($a", "x)", "unix:/a", "8 4k", "16k", "off", "default", "*", "50%", "''", "\"\"", "zone=a:1m", "if=", "backup", "weight=0", "[::1]", "1-2",
    ];

    private static readonly Gen<string> Token = Gen.Frequency(
        (5, Gen.Int[0, Words.Length - 1].Select(index => " " + Words[index])), (2, Gen.Const(";")), (2, Gen.Const(" {")), (2, Gen.Const("}")), (1, Gen.Const("\n")));

    // A tree is needed once only: nothing is included but the file itself.
    [Fact]
    public void Whatever_is_written_is_read_checked_and_listed()
    {
        using var tree = new TemporaryTree();
        Token.Array[1, 60].Sample(
            tokens =>
            {
                tree.Write("/nginx.conf", "http { server { location / { " + string.Concat(tokens));
                NginxConfiguration configuration = tree.Read();
                _ = configuration.Check().Select(found => found.ToString()).ToArray();
                _ = configuration.Upstreams.SelectMany(upstream => upstream.Settings).Count();
                _ = configuration.Upstreams.Select(upstream => (upstream.ReadTimeout, upstream.Buffers, upstream.Parameters, upstream.IdleConnections)).ToArray();
                _ = configuration.MainSettings.ToString();
                _ = NginxLogConfiguration.Read(configuration).Targets.Count;
            },
            iter: 4_000,
            threads: 1);
    }
}
