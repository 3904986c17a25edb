namespace Nginx502.UnitTests.Nginx.Upstreams;

public sealed class VariableValuesTests
{
    [Fact]
    public void A_set_is_resolved_to_its_line()
    {
        NginxUpstream upstream = One("set $php\nunix:/run/a.sock;\nlocation / { fastcgi_pass $php; }");

        Assert.True(upstream.IsDynamic);
        Assert.True(upstream.IsResolved);
        Assert.Equal("unix:/run/a.sock", upstream.Endpoint!.ToString());
        Assert.Equal(1, Assert.Single(upstream.Servers).LineNumber);
    }

    [Theory]
    [InlineData("location / { set $v 8.2; fastcgi_pass unix:/run/php$v.sock; }", "unix:/run/php8.2.sock")]
    [InlineData("location / { set $v 8.2; fastcgi_pass unix:/run/php${v}x.sock; }", "unix:/run/php8.2x.sock")]
    [InlineData("set $v a; location / { set $v b; fastcgi_pass unix:/run/$v; }", "unix:/run/b")]
    [InlineData("location / { set $v a; if ($arg_b) { set $v b; } fastcgi_pass unix:/run/$v; }", "unix:/run/a|unix:/run/b")]
    [InlineData("set $v a; if ($arg_b) { set $v b; } location / { fastcgi_pass unix:/run/$v; }", "unix:/run/a|unix:/run/b")]
    [InlineData("set $v a; location / { fastcgi_pass unix:/run/$v; } location /b { set $v b; rewrite ^ /; }", "unix:/run/a|unix:/run/b")]
    [InlineData("set $v a; set $w $v$v; location / { fastcgi_pass unix:/run/$w; }", "unix:/run/aa")]
    [InlineData("set $v php; location / { fastcgi_pass $v; }", "unix:/run/group.sock|10.0.0.1:9000")]
    [InlineData("server_name shop.example; location / { fastcgi_pass unix:/run/$server_name.sock; }", "unix:/run/shop.example.sock")]
    [InlineData("location / { fastcgi_pass $by_host; }", "unix:/run/default.sock|unix:/run/a.sock|unix:/run/b.sock|unix:/run/group.sock|10.0.0.1:9000")]
    [InlineData("location / { fastcgi_pass unix:/run/$by_country; }", "unix:/run/none|unix:/run/de|unix:/run/fr")]
    [InlineData("location / { fastcgi_pass unix:/run/$by_share; }", "unix:/run/new|unix:/run/old")]
    [InlineData("location / { fastcgi_pass $nested; }", "unix:/run/default.sock|unix:/run/a.sock|unix:/run/b.sock|unix:/run/group.sock|10.0.0.1:9000|unix:/run/n.sock")]
    [InlineData("location / { proxy_pass $scheme://php; }", "unix:/run/group.sock|10.0.0.1:9000")]
    public void All_values_are_found(string server, string endpoints)
    {
        NginxUpstream upstream = One(server);

        Assert.True(upstream.IsResolved);
        Assert.Equal(endpoints, string.Join('|', upstream.Endpoints));
    }

    [Theory]
    [InlineData("location / { proxy_pass http://$host; }")]
    [InlineData("location ~ ^/(?<v>\\w+) { fastcgi_pass unix:/run/$v; }")]
    [InlineData("location / { fastcgi_pass $unknown; }")]
    [InlineData("set $v a; set_by_lua_block $v { return 'b' } location / { fastcgi_pass $v; }")]
    [InlineData("set $v a; access_by_lua_block { ngx.var.v = 'b' } location / { fastcgi_pass $v; }")]
    [InlineData("set $v a; auth_request_set $v $upstream_http_x; location / { fastcgi_pass $v; }")]
    [InlineData("location / { fastcgi_pass $circle; }")]
    [InlineData("location / { fastcgi_pass $captured; }")]
    public void What_a_request_decides_is_not_resolved(string server)
    {
        NginxUpstream upstream = One(server);

        Assert.True(upstream.IsDynamic);
        Assert.False(upstream.IsResolved);
    }

    [Fact]
    public void Many_values_are_bounded()
    {
        string sets = string.Concat(Enumerable.Range(0, 40).Select(number => $"if ($arg_a = {number}) {{ set $v {number}; }}"));
        NginxUpstream upstream = One($"{sets} location / {{ fastcgi_pass unix:/run/$v$v$v; }}");

        Assert.False(upstream.IsResolved);
        Assert.InRange(upstream.Servers.Length, 1, 256);
    }

    [Fact]
    public void A_value_of_a_map_is_told_with_its_line_in_the_file_that_has_it()
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", "http { map $host $php { hostnames; default unix:/run/d.sock; include map; } server { location / { fastcgi_pass $php; } } }");
        tree.Write("/map", "# hosts\n*.a.example unix:/run/a.sock;");

        NginxUpstream upstream = Assert.Single(tree.Read().Upstreams);
        Assert.Equal([("/nginx.conf", 1), ("/map", 2)], upstream.Servers.Select(server => (server.Path, server.LineNumber)));
    }

    [Fact]
    public void One_group_alone_is_named()
    {
        NginxUpstream upstream = One("set $v php; location / { fastcgi_pass $v; }");

        Assert.Equal("php", upstream.Group);
        Assert.Equal("8", upstream.GetGroupSetting("keepalive")!.Value);
    }

    private static NginxUpstream One(string server)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", $$"""
            http { server { {{server}} }
            upstream php { server unix:/run/group.sock; server 10.0.0.1:9000; keepalive 8; }
            map $host $by_host { default unix:/run/default.sock; a.example unix:/run/a.sock; ~^b unix:/run/b.sock; c php; }
            map $uri $nested { default $by_host; /n unix:/run/n.sock; }
            map $uri $circle { default $circle; }
            map $uri $captured { default a; ~^/(\w+) unix:/run/$1; }
            geo $by_country { default none; 10.0.0.0/8 de; proxy 127.0.0.1; 11.0.0.0/8 fr; }
            split_clients $remote_addr $by_share { 10% new; * old; }
            }
            """);
        return Assert.Single(tree.Read().Upstreams);
    }
}
