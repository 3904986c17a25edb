using System.Globalization;
using System.Text;

namespace Nginx502.Benchmarks;

/// <summary>Writes nginx's configuration of a large host: many sites, a few to a file, with the snippets that distributions have.</summary>
internal static class ConfigurationGenerator
{
    private const string Php = """
        fastcgi_split_path_info ^(.+?\.php)(/.*)$;
        try_files $fastcgi_script_name =404;
        set $path_info $fastcgi_path_info;
        fastcgi_param PATH_INFO $path_info;
        fastcgi_index index.php;
        include snippets/params.conf;

        """;

    private static readonly string[] Parameters =
    [
        "QUERY_STRING", "REQUEST_METHOD", "CONTENT_TYPE", "CONTENT_LENGTH", "REQUEST_URI", "DOCUMENT_URI", "DOCUMENT_ROOT", "SERVER_PROTOCOL", "REQUEST_SCHEME",
        "REMOTE_ADDR", "REMOTE_PORT", "SERVER_ADDR", "SERVER_PORT", "SERVER_NAME",
    ];

    /// <summary>Writes the tree.</summary>
    /// <param name="directory">Where to; it is there.</param>
    /// <param name="files">How many files have sites.</param>
    /// <param name="servers">How many sites there are.</param>
    /// <returns>The main file.</returns>
    public static string Write(string directory, int files, int servers)
    {
        foreach (string room in (string[])["sites", "snippets", "run", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(directory, room));
        }

        File.WriteAllText(Path.Combine(directory, "snippets", "php.conf"), Php);
        File.WriteAllText(
            Path.Combine(directory, "snippets", "params.conf"),
            "fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;\n" + string.Concat(Parameters.Select(name => $"fastcgi_param {name,-18} ${Variable(name)};\n")));
        for (int file = 0; file < files; file++)
        {
            var text = new StringBuilder();
            for (int site = file; site < servers; site += files)
            {
                text.Append(Site(site));
            }

            File.WriteAllText(Path.Combine(directory, "sites", string.Create(CultureInfo.InvariantCulture, $"{file:D5}.conf")), text.ToString());
        }

        string main = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(main, MainFile(directory));
        return main;
    }

    private static string MainFile(string directory) => $$"""
        pid {{directory}}/run/nginx.pid;
        events { worker_connections 1024; }
        http {
            client_body_temp_path {{directory}}/tmp/body;
            fastcgi_temp_path {{directory}}/tmp/fastcgi;
            proxy_temp_path {{directory}}/tmp/proxy;
            scgi_temp_path {{directory}}/tmp/scgi;
            uwsgi_temp_path {{directory}}/tmp/uwsgi;
            access_log off;
            server_names_hash_max_size 65536;
            server_names_hash_bucket_size 128;
            fastcgi_read_timeout 120s;
            fastcgi_buffers 16 16k;
            include sites/*.conf;
        }

        """;

    private static string Site(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        server {
            # The site of customer {{number}}.
            listen 127.86.1.1:18090;
            server_name site{{number}}.example www.site{{number}}.example;
            root /srv/www/site{{number}}/htdocs;
            index index.php index.html;

            location / {
                try_files $uri $uri/ /index.php?$args;
            }

            location ~ \.php$ {
                include snippets/php.conf;
                fastcgi_read_timeout {{30 + (number % 90)}}s;
                fastcgi_pass unix:/run/php/site{{number}}.sock;
            }

            location ~ /\.ht {
                deny all;
            }
        }

        """);

    private static string Variable(string name) => name switch
    {
        "REQUEST_SCHEME" => "scheme",
        _ => name.ToLowerInvariant(),
    };
}
