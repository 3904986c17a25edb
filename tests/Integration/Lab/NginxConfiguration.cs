namespace Nginx502.Lab;

/// <summary>
/// Composes an nginx.conf that needs nothing of the system: own logs, own temporary directories, one server on loopback
/// that hands <c>*.php</c> to FastCGI.
/// </summary>
public static class NginxConfiguration
{
    /// <summary>The file name of the pid file below <see cref="LabDirectory.Run"/>.</summary>
    public const string PidFileName = "nginx.pid";

    /// <summary>The file name of the error log below <see cref="LabDirectory.Logs"/>.</summary>
    public const string ErrorLogName = "error.log";

    /// <summary>The file name of the access log below <see cref="LabDirectory.Logs"/>.</summary>
    public const string AccessLogName = "access.log";

    /// <summary>The text of the access log's log_format: what nginx can tell of every attempt.</summary>
    public const string AccessLogFormat =
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" "
        + "$request_time \"$upstream_addr\" \"$upstream_status\" \"$upstream_response_time\" $pid $connection $connection_requests";

    /// <summary>The server_name of the laboratory's site.</summary>
    public const string ServerName = "shop.example";

    /// <summary>The file name of the socket that visitors come by, below <see cref="LabDirectory.Run"/>.</summary>
    public const string VisitorSocketName = "visitors.sock";

    /// <summary>The text of an nginx.conf with one host.</summary>
    /// <param name="directory">Where nginx lives.</param>
    /// <param name="port">The port of 127.0.0.1 to listen on.</param>
    /// <param name="fastCgiPass">What fastcgi_pass names, such as <c>unix:/path</c> or a group.</param>
    /// <param name="options">Further directives.</param>
    public static string Compose(LabDirectory directory, int port, string fastCgiPass, LabSiteOptions options) =>
        Compose(directory, port, [(fastCgiPass, options)]);

    /// <summary>The text of an nginx.conf.</summary>
    /// <param name="directory">Where nginx lives.</param>
    /// <param name="port">The port of 127.0.0.1 to listen on.</param>
    /// <param name="hosts">Its virtual servers.</param>
    internal static string Compose(LabDirectory directory, int port, IEnumerable<LabHost> hosts) =>
        Compose(directory, port, [.. hosts.Select(host => (host.Upstream, host.Options))]);

    private static string Compose(LabDirectory directory, int port, (string FastCgiPass, LabSiteOptions Options)[] hosts)
    {
        LabSiteOptions options = hosts[0].Options;
        string user = LabUser.ForWorkers is { } workers ? $"user {workers.Name} {workers.Group};" : "# The user that started it.";
        return $$"""
            {{user}}
            worker_processes 1;
            pid {{directory.Run}}/{{PidFileName}};
            error_log {{options.ErrorLogPath ?? $"{directory.Logs}/{ErrorLogName}"}} {{options.ErrorLogLevel}};
            {{options.MainText}}
            events {
                worker_connections {{options.WorkerConnections}};
            }

            http {
                client_body_temp_path {{directory.Path}}/body;
                fastcgi_temp_path {{directory.Path}}/fastcgi;
                proxy_temp_path {{directory.Path}}/proxy;
                uwsgi_temp_path {{directory.Path}}/uwsgi;
                scgi_temp_path {{directory.Path}}/scgi;

                log_format upstreams '{{options.AccessLogFormat}}';
                access_log {{directory.Logs}}/{{AccessLogName}} upstreams;

            {{string.Join('\n', hosts.Select(host => host.Options.HttpText))}}

            {{string.Join('\n', hosts.Select(host => Compose(directory, port, host.FastCgiPass, host.Options, options.IsVisitedByUnixSocket)))}}
            }

            """;
    }

    private static string Compose(LabDirectory directory, int port, string fastCgiPass, LabSiteOptions options, bool isVisitedByUnixSocket) =>
        $$"""
                server {
                    listen 127.0.0.1:{{port}};{{(isVisitedByUnixSocket ? $" listen unix:{directory.Run}/{VisitorSocketName};" : "")}}
                    server_name {{options.ServerName}};
                    root {{directory.DocumentRoot}};
                    default_type text/plain;

            {{options.ServerText}}

                    location ~ \.php$ {
                        fastcgi_param REQUEST_METHOD $request_method;
                        fastcgi_param REQUEST_URI $request_uri;
                        fastcgi_param QUERY_STRING $query_string;
                        fastcgi_param CONTENT_TYPE $content_type;
                        fastcgi_param CONTENT_LENGTH $content_length;
                        fastcgi_param SCRIPT_NAME $fastcgi_script_name;
                        fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                        fastcgi_param DOCUMENT_ROOT $document_root;
                        fastcgi_param SERVER_PROTOCOL $server_protocol;
                        fastcgi_param SERVER_NAME $server_name;
                        fastcgi_param REMOTE_ADDR $remote_addr;
                        fastcgi_param LAB_STATE {{directory.State}};
            {{options.LocationText}}
                        {{options.Pass ?? $"fastcgi_pass {fastCgiPass}"}};
                    }
                }
            """;
}
