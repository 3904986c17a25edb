using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>A snapshot is mailed and attached: what the configurations hold in secrets is not in it.</summary>
public sealed class SnapshotSecretsTests
{
    private const string Secret = "hunter2";

    [Fact]
    public void NoSecretOfEitherConfigurationIsSaved()
    {
        using LabDirectory directory = new();
        string nginx = Path.Combine(directory.Path, "nginx.conf");
        string fpm = Path.Combine(directory.Path, "php-fpm.conf");
        File.WriteAllText(nginx, $$"""
            error_log {{directory.Path}}/error.log;
            events { }
            http {
                access_log {{directory.Path}}/access.log;
                server {
                    listen unix:{{directory.Path}}/nginx.sock;
                    server_name shop.example;
                    location ~ \.php$ {
                        fastcgi_pass unix:{{directory.Path}}/www.sock;
                        fastcgi_param DB_PASSWORD hunter2a;
                        set $token hunter2b;
                    }
                    location /api {
                        proxy_pass http://user:hunter2c@127.0.0.1:9999/;
                        proxy_set_header Authorization "Basic hunter2d0000";
                        proxy_set_header X-Api-Key hunter2e;
                    }
                    location /old { return 502 "hunter2f"; }
                }
            }
            """);
        File.WriteAllText(fpm, $"[www]\nlisten = {directory.Path}/www.sock\nuser = www-data\npm = static\npm.max_children = 1\nenv[SECRET] = hunter2g\nphp_admin_value[mysqli.default_pw] = hunter2h\n");
        File.WriteAllText(Path.Combine(directory.Path, "error.log"), $"{DateTime.Now:yyyy/MM/dd HH:mm:ss} [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: shop.example, request: \"GET /pay.php?card=hunter2i HTTP/1.1\", upstream: \"http://user:hunter2j@127.0.0.1:9999/\", host: \"shop.example\", referrer: \"https://shop.example/?t=hunter2k\"\n");

        GatewaySnapshot snapshot = SnapshotCollector.Take(new GatewayTarget { NginxConfigurationPath = nginx, FpmConfigurationPath = fpm }, SnapshotOptions.Default);
        string text = SnapshotJson.Write(snapshot);

        Assert.Equal(2, snapshot.Configuration.Upstreams.Length);
        Assert.Single(snapshot.Configuration.Pools);
        Assert.Single(snapshot.Errors);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join('\n', Diagnoser.Diagnose(snapshot).Findings.SelectMany(finding => finding.Evidence.Select(evidence => evidence.Text).Append(finding.Explanation))), StringComparison.Ordinal);
    }
}
