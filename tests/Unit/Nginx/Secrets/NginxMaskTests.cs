using System.Text;
using CsCheck;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Secrets;

public sealed class NginxMaskTests
{
    [Theory]

    // Parameters of requests alone.
    [InlineData("    fastcgi_param  SCRIPT_FILENAME    $document_root$fastcgi_script_name;", null)]
    [InlineData("fastcgi_param REDIRECT_STATUS 200;", null)]
    [InlineData("fastcgi_param HTTPS on if_not_empty;", null)]
    [InlineData("fastcgi_param SERVER_NAME shop.example;", null)]
    [InlineData("fastcgi_param DB_PASSWORD hunter2; # old", "fastcgi_param DB_PASSWORD ***; # old")]
    [InlineData("fastcgi_param DB_PASSWORD 'hunter 2';", "fastcgi_param DB_PASSWORD ***;")]
    [InlineData("fastcgi_param TENANT alpha;", "fastcgi_param TENANT ***;")]
    [InlineData("fastcgi_param TENANT $tenant;", null)]
    [InlineData("fastcgi_param PHP_VALUE \"memory_limit=256M\";", null)]
    [InlineData("fastcgi_param PHP_ADMIN_VALUE \"mysqli.default_pw=hunter2\";", "fastcgi_param PHP_ADMIN_VALUE \"mysqli.default_pw=***\";")]
    [InlineData("uwsgi_param SECRET_KEY abc;", "uwsgi_param SECRET_KEY ***;")]

    // Headers.
    [InlineData("proxy_set_header Host $host;", null)]
    [InlineData("proxy_set_header Connection \"\";", null)]
    [InlineData("proxy_set_header X-Forwarded-Proto https;", null)]
    [InlineData("proxy_set_header Authorization \"Basic aHVudGVyMg==\";", "proxy_set_header Authorization ***;")]
    [InlineData("proxy_set_header Authorization $http_authorization;", null)]
    [InlineData("proxy_set_header X-Api-Key abc;", "proxy_set_header X-Api-Key ***;")]
    [InlineData("auth_http_header X-Auth-Key hunter2;", "auth_http_header X-Auth-Key ***;")]

    // Variables.
    [InlineData("set $php unix:/run/php.sock;", null)]
    [InlineData("set $skip_cache 0;", null)]
    [InlineData("set $api_token abc;", "set $api_token ***;")]
    [InlineData("set $greeting hello;", "set $greeting ***;")]
    [InlineData("if ($http_x_token = \"abc\") { return 403; }", "if ($http_x_token = ***) { return 403; }")]
    [InlineData("if ($request_method = POST) { return 405; }", null)]

    // Addresses.
    [InlineData("proxy_pass http://user:hunter2@10.0.0.1/;", "proxy_pass http://user:***@10.0.0.1/;")]
    [InlineData("proxy_pass http://10.0.0.1:8080/app/;", null)]
    [InlineData("fastcgi_pass unix:/run/php/php8.2-fpm.sock;", null)]

    // Keys and files of them.
    [InlineData("auth_basic_user_file /etc/nginx/.htpasswd;", null)]
    [InlineData("auth_basic \"Members only\";", null)]
    [InlineData("ssl_certificate_key /etc/ssl/private/key.pem;", null)]
    [InlineData("ssl_certificate_key data:-----BEGIN;", "ssl_certificate_key ***;")]
    [InlineData("ssl_password_file /etc/nginx/pass;", null)]
    [InlineData("secure_link_md5 \"$secure_link_expires$uri hunter2\";", "secure_link_md5 ***;")]
    [InlineData("secure_link_secret hunter2;", "secure_link_secret ***;")]
    [InlineData("env API_KEY=hunter2;", "env API_KEY=***;")]
    [InlineData("env TZ=UTC;", null)]
    [InlineData("env PATH;", null)]

    // Others' directives, comments, remains.
    [InlineData("redis_password hunter2;", "redis_password ***;")]
    [InlineData("more_set_headers \"X-Key: hunter2\";", "more_set_headers ***;")]
    [InlineData("local password = \"hunter2\"", "local password = ***")]
    [InlineData("# fastcgi_param DB_PASSWORD hunter2;", "# fastcgi_param DB_PASSWORD ***;")]
    [InlineData("# the password=hunter2 of the shop", "# the password=*** of the shop")]
    [InlineData("# see https://example.org/a/b", null)]
    [InlineData("sk_live_4eC39HqLyjWDarjtT1zdp7dc;", "***;")]
    [InlineData("fastcgi_param DB_PASSWORD \"hunter2;", "fastcgi_param DB_PASSWORD \"***;")]
    [InlineData("gzip_types text/css application/javascript;", null)]
    [InlineData("ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256;", null)]
    [InlineData("location ~ \\.php$ {", null)]
    [InlineData("}", null)]
    [InlineData("", null)]
    public void A_line_by_itself(string line, string? masked) => Assert.Equal(masked ?? line, NginxMask.MaskLine(line));

    [Fact]
    public void The_lines_around_a_line_tell_what_it_is()
    {
        IReadOnlyList<string> lines = NginxMask.MaskLines(Encoding.UTF8.GetBytes("""
            map $http_x_api_key $client {
                default 0;
                "4f9d" shop;
                ~^x 1;
            }
            map $host $pool { a.example unix:/run/a.sock; }
            content_by_lua_block {
                local red = connect("10.0.0.1", 'hunter2')
                red:auth([[hun
                ter2]])
            }
            fastcgi_param DB_PASSWORD
                hunter2;
            fastcgi_param DB_PASSWORD "hun
            ter2";

            """));

        Assert.Equal(
            [
                "map $http_x_api_key $client {", "    default 0;", "    *** ***;", "    ~^x 1;", "}", "map $host $pool { a.example unix:/run/a.sock; }",
                "content_by_lua_block {", "    local red = connect(\"***\", '***')", "    red:auth([***", "***])", "}", "fastcgi_param DB_PASSWORD", "    ***;", "fastcgi_param DB_PASSWORD ***", "***;",
            ],
            lines);
    }

    [Fact]
    public void Lines_are_safe_to_show() => Assert.Equal("server_name \\x1B[31m;", NginxMask.MaskLine("server_name \u001b[31m;"));

    [Theory]
    [InlineData("\n# token=a\nfastcgi_param A mm,Pd\\\n")]
    public void No_line_is_lost(string text) => Assert.Equal(text.Split('\n')[..^1].Length, NginxMask.MaskLines(Encoding.UTF8.GetBytes(text)).Count);

    [Fact]
    public void The_number_of_lines_stays() => Gen.OneOf(Gen.Const("fastcgi_param A "), Gen.Const("'x\ny' "), Gen.Const("\n"), Gen.Const(";"), Gen.Const("# token=a\n"), Gen.Const(" x_by_lua_block { 'a' [[\n]] }"), Gen.Const("\""), Gen.String[Gen.Char[' ', '~'], 0, 9]).Array[0, 12].Sample(
        parts =>
        {
            string text = string.Concat(parts);
            int count = text.Length == 0 ? 0 : text.Split('\n').Length - (text.EndsWith('\n') ? 1 : 0);
            return NginxMask.MaskLines(Encoding.UTF8.GetBytes(text)).Count == count;
        },
        iter: 5_000);
}
