using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Upstreams;

public sealed class UpstreamReaderTests
{
    private static readonly string Page = NginxSize.Format(Environment.SystemPageSize);

    [Fact]
    public void A_pass_is_told_with_its_server_and_location()
    {
        NginxUpstream upstream = One("""
            http {
                server {
                    listen 127.0.0.1:8080 default_server;
                    listen [::]:443 ssl;
                    server_name shop.example www.shop.example;
                    location / {
                        location ~ \.php$ {
                            fastcgi_pass unix:/run/php/php8.2-fpm.sock;
                        }
                    }
                }
            }
            """);

        Assert.Equal("shop.example", upstream.Server);
        Assert.Equal(["shop.example", "www.shop.example"], upstream.ServerNames);
        Assert.Equal(["127.0.0.1:8080", "[::]:443"], upstream.Listen);
        Assert.Equal("/ > ~ \\.php$", upstream.Location);
        Assert.Equal(("fastcgi_pass", UpstreamProtocol.FastCgi), (upstream.Directive, upstream.Protocol));
        Assert.Equal("unix:/run/php/php8.2-fpm.sock", upstream.Upstream);
        Assert.Equal(("/nginx.conf", 8), (upstream.Path, upstream.LineNumber));
        Assert.Equal("/nginx.conf", upstream.MasterConfigurationPath);
        Assert.True(upstream.Endpoint!.IsUnixSocket);
        Assert.True(upstream.IsResolved);
        Assert.False(upstream.IsDynamic);
        Assert.Null(upstream.Group);
    }

    [Theory]
    [InlineData("", "*:80")]
    [InlineData("listen 81; server_name '';", "81")]
    [InlineData("server_name .shop.example a;", "shop.example")]
    [InlineData("server_name ~^www\\d+$;", "~^www\\d+$")]
    public void A_server_is_named_as_error_logs_name_it(string text, string name) =>
        Assert.Equal(name, One($"http {{ server {{ {text} location / {{ fastcgi_pass 127.0.0.1:1; }} }} }}").Server);

    [Fact]
    public void Every_protocol_is_known_in_every_block_that_it_may_stand_in()
    {
        IReadOnlyList<NginxUpstream> upstreams = Read("""
            http { server {
                location /a { fastcgi_pass 127.0.0.1:1; if ($x) { fastcgi_pass 127.0.0.1:2; } }
                location /b { proxy_pass http://a/b; limit_except GET { proxy_pass http://c; } }
                location /c { uwsgi_pass suwsgi://127.0.0.1:3; }
                location /d { scgi_pass 127.0.0.1:4; }
                location /e { grpc_pass grpcs://127.0.0.1:5; }
                location /f { memcached_pass 127.0.0.1:6; }
            } }
            """);

        Assert.Equal(
            ["/a", "/a > if ($x)", "/b", "/b > limit_except GET", "/c", "/d", "/e", "/f"], upstreams.Select(upstream => upstream.Location));
        Assert.Equal(
            ["127.0.0.1:1", "127.0.0.1:2", "a:80", "c:80", "127.0.0.1:3", "127.0.0.1:4", "127.0.0.1:5", "127.0.0.1:6"],
            upstreams.Select(upstream => upstream.Endpoint!.ToString()));
        Assert.Equal(Enum.GetValues<UpstreamProtocol>(), upstreams.Select(upstream => upstream.Protocol).Distinct().Order());
    }

    [Fact]
    public void Settings_come_from_the_nearest_block_that_sets_them()
    {
        NginxUpstream upstream = One("""
            http {
                fastcgi_connect_timeout 1;
                fastcgi_send_timeout 2s;
                fastcgi_read_timeout 3m;
                server {
                    fastcgi_send_timeout 500ms;
                    location / {
                        location /php {
                            fastcgi_read_timeout 1h30m;
                            fastcgi_pass 127.0.0.1:9000;
                        }
                    }
                }
            }
            """);

        Assert.Equal(TimeSpan.FromSeconds(1), upstream.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(500), upstream.SendTimeout);
        Assert.Equal(TimeSpan.FromMinutes(90), upstream.ReadTimeout);
        Assert.Equal(new NginxSetting("fastcgi_connect_timeout", "1", NginxSettingScope.Http, "/nginx.conf", 2), upstream.GetSetting("fastcgi_connect_timeout"));
        Assert.Equal(new NginxSetting("fastcgi_send_timeout", "500ms", NginxSettingScope.Server, "/nginx.conf", 6), upstream.GetSetting("fastcgi_send_timeout"));
        Assert.Equal(NginxSettingScope.Location, upstream.GetSetting("fastcgi_read_timeout")!.Scope);
    }

    [Fact]
    public void What_is_built_in_is_told_as_such()
    {
        NginxUpstream upstream = One("http { server { location / { fastcgi_pass 127.0.0.1:9000; } } }");

        Assert.Equal(TimeSpan.FromSeconds(60), upstream.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), upstream.ReadTimeout);
        Assert.Equal(Environment.SystemPageSize, upstream.BufferSizeBytes);
        Assert.Equal(new NginxBuffers(8, Environment.SystemPageSize), upstream.Buffers);
        Assert.Equal(2 * Environment.SystemPageSize, upstream.BusyBuffersSizeBytes);
        Assert.True(upstream.Buffering);
        Assert.True(upstream.RequestBuffering);
        Assert.False(upstream.KeepsConnections);
        Assert.False(upstream.InterceptErrors);
        Assert.False(upstream.IgnoresClientAbort);
        Assert.Equal(["error", "timeout"], upstream.NextUpstream);
        Assert.Equal(0, upstream.NextUpstreamTries);
        Assert.Equal(TimeSpan.Zero, upstream.NextUpstreamTimeout);
        Assert.Equal(0, upstream.IdleConnections);
        Assert.Equal(1_048_576, upstream.ClientMaxBodySizeBytes);
        Assert.Equal(TimeSpan.FromSeconds(75), upstream.ClientKeepaliveTimeout);
        Assert.Empty(upstream.Parameters);
        Assert.Null(upstream.ScriptFileName);
        Assert.Null(upstream.DocumentRoot);
        Assert.All(upstream.Settings, setting => Assert.Equal((NginxSettingScope.Default, null, null), (setting.Scope, setting.Path, setting.LineNumber)));
        Assert.Equal(Page, upstream.GetSetting("fastcgi_buffer_size")!.Value);
    }

    [Fact]
    public void Sizes_that_nginx_derives_follow_those_that_are_set()
    {
        NginxUpstream upstream = One("http { fastcgi_buffers 16 8k; server { fastcgi_buffer_size 32k; location / { fastcgi_pass 127.0.0.1:9000; } } }");

        Assert.Equal(64 * 1024, upstream.BusyBuffersSizeBytes);
        Assert.Equal("64k", upstream.GetSetting("fastcgi_temp_file_write_size")!.Value);
        Assert.Equal(16 * 8 * 1024, upstream.Buffers!.TotalBytes);
    }

    [Fact]
    public void Parameters_are_inherited_only_where_a_block_has_none()
    {
        IReadOnlyList<NginxUpstream> upstreams = Read("""
            http { server {
                fastcgi_param A 1;
                fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                root /srv/www;
                location /a { fastcgi_pass 127.0.0.1:1; }
                location /b { fastcgi_pass 127.0.0.1:1; fastcgi_param SCRIPT_FILENAME "/x y/${uri}"; fastcgi_param SCRIPT_FILENAME /second if_not_empty; alias /srv/b/; }
            } }
            """);

        Assert.Equal(["A", "SCRIPT_FILENAME"], upstreams[0].Parameters.Keys.Order());
        Assert.Equal("$document_root$fastcgi_script_name", upstreams[0].ScriptFileName);
        Assert.Equal("/srv/www", upstreams[0].DocumentRoot);
        Assert.Equal(["SCRIPT_FILENAME"], upstreams[1].Parameters.Keys);
        Assert.Equal("/second", upstreams[1].ScriptFileName);
        Assert.Equal("\"/x y/${uri}\"", upstreams[1].Settings.First(setting => setting.Name == "fastcgi_param SCRIPT_FILENAME").Value);
        Assert.Equal("/srv/b/", upstreams[1].DocumentRoot);
    }

    [Fact]
    public void Words_of_one_block_add_up()
    {
        NginxUpstream upstream = One(
            "http { fastcgi_next_upstream off; server { location / { fastcgi_next_upstream error; fastcgi_next_upstream invalid_header http_503; fastcgi_pass 127.0.0.1:1; } } }");

        Assert.Equal(["error", "invalid_header", "http_503"], upstream.NextUpstream);
    }

    [Fact]
    public void A_group_gives_its_servers_and_settings()
    {
        NginxUpstream upstream = One("""
            http {
                server { location / { fastcgi_keep_conn on; fastcgi_pass PHP; } }
                upstream php {
                    zone php 64k;
                    least_conn;
                    server unix:/run/a.sock weight=5 max_fails=0 fail_timeout=1m max_conns=20;
                    server 10.0.0.5 backup;
                    server app.example:9000 down resolve;
                    keepalive 8;
                    keepalive_timeout 30s;
                }
            }
            """);

        Assert.Equal("php", upstream.Group);
        Assert.Equal(["unix:/run/a.sock", "10.0.0.5", "app.example:9000"], upstream.Servers.Select(server => server.Address));
        Assert.Equal(["unix:/run/a.sock", "10.0.0.5:80", "app.example:9000"], upstream.Endpoints.Select(endpoint => endpoint.ToString()));
        NginxUpstreamServer first = upstream.Servers[0];
        Assert.Equal((5, 0, 20, TimeSpan.FromMinutes(1)), (first.Weight, first.MaxFails, first.MaxConnections, first.FailTimeout));
        Assert.Equal(("/nginx.conf", 6), (first.Path, first.LineNumber));
        Assert.True(upstream.Servers[1].IsBackup);
        Assert.True(upstream.Servers[2].IsDown);
        Assert.True(upstream.Servers[2].Resolves);
        Assert.Equal(8, upstream.IdleConnections);
        Assert.True(upstream.KeepsConnections);
        Assert.Equal("php 64k", upstream.GetSetting("zone")!.Value);
        Assert.Equal("75s", upstream.GetSetting("keepalive_timeout")!.Value);
        Assert.Equal("30s", upstream.GetGroupSetting("keepalive_timeout")!.Value);
        Assert.NotNull(upstream.GetGroupSetting("least_conn"));
    }

    [Fact]
    public void A_port_names_no_group() =>
        Assert.Null(One("http { upstream php { server 127.0.0.1:1; } server { location / { fastcgi_pass php:9000; } } }").Group);

    [Fact]
    public void Newer_releases_have_other_defaults()
    {
        const string Text = "http { upstream a { server 127.0.0.1:1; } server { location / { proxy_pass http://a; } } }";
        NginxUpstream old = One(Text);
        NginxUpstream newer = One(Text, new NginxReadingOptions { Version = new Version(1, 29, 7) });

        Assert.Equal(("1.0", 0), (old.GetSetting("proxy_http_version")!.Value, old.IdleConnections));
        Assert.Equal(("1.1", 32), (newer.GetSetting("proxy_http_version")!.Value, newer.IdleConnections));
    }

    [Fact]
    public void A_file_that_is_included_in_two_places_gives_two_upstreams()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "http { server { server_name a; fastcgi_read_timeout 1s; include php; } server { server_name b; include php; } }");
        tree.Write("/php", "location ~ \\.php$ {\n fastcgi_pass unix:/run/php.sock; }");
        IReadOnlyList<NginxUpstream> upstreams = tree.Read().Upstreams;

        Assert.Equal(["a", "b"], upstreams.Select(upstream => upstream.Server));
        Assert.All(upstreams, upstream => Assert.Equal(("/php", 2), (upstream.Path, upstream.LineNumber)));
        Assert.Equal([1, 60], upstreams.Select(upstream => (int)upstream.ReadTimeout!.Value.TotalSeconds));
    }

    [Fact]
    public void Secrets_are_masked_and_what_strangers_wrote_is_safe_to_show()
    {
        NginxUpstream upstream = One(
            "http { server { location / { fastcgi_param DB_PASSWORD hunter2; fastcgi_param X_\u001b a; proxy_set_header Authorization \"Basic aHVudGVyMg==\"; fastcgi_pass 127.0.0.1:1; } } }");

        Assert.Equal("***", upstream.Parameters["DB_PASSWORD"]);
        Assert.Contains(upstream.Settings, setting => setting.Name == "fastcgi_param X_\\x1B");
        Assert.DoesNotContain(upstream.Settings, setting => setting.Value.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void An_upstream_survives_json()
    {
        NginxUpstream upstream = One("http { upstream php { server 127.0.0.1:1; keepalive 2; } server { location / { fastcgi_read_timeout 5; fastcgi_pass php; } } }");
        NginxUpstream read = System.Text.Json.JsonSerializer.Deserialize<NginxUpstream>(System.Text.Json.JsonSerializer.Serialize(upstream, Options), Options)!;

        Assert.Equal(upstream.Settings, read.Settings);
        Assert.Equal((upstream.ReadTimeout, upstream.IdleConnections, upstream.ToString()), (read.ReadTimeout, read.IdleConnections, read.ToString()));
    }

    // Endpoints are not serialised here: only what the upstream itself holds is looked at.
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Converters = { new EndpointText() } };

    private static NginxUpstream One(string text, NginxReadingOptions? options = null) => Assert.Single(Read(text, options));

    private static IReadOnlyList<NginxUpstream> Read(string text, NginxReadingOptions? options = null)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", text);
        return tree.Read(options: options).Upstreams;
    }

    private sealed class EndpointText : System.Text.Json.Serialization.JsonConverter<FpmEndpoint>
    {
        public override FpmEndpoint? Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
            FpmEndpoint.Parse(reader.GetString()!);

        public override void Write(System.Text.Json.Utf8JsonWriter writer, FpmEndpoint value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
