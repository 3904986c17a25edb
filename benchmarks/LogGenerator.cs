using System.Globalization;
using System.Text;

namespace Nginx502.Benchmarks;

/// <summary>Writes error logs like those of a shop with three pools: the same seed gives the same bytes after the times.</summary>
internal static class LogGenerator
{
    private const int DistinctLines = 20_000;
    private const int LinesPerSecond = 200;

    /// <summary>Writes a log that ends now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">About how many bytes.</param>
    /// <param name="upstreamShare">Which part of the lines are upstream errors, 0 to 1.</param>
    public static void Write(string path, long bytes, double upstreamShare)
    {
        var random = new Random(502);
        byte[][] tails = Enumerable.Range(1, DistinctLines)
            .Select(number => Encoding.ASCII.GetBytes(random.NextDouble() < upstreamShare ? UpstreamError(random, number) : OtherLine(random, number)))
            .ToArray();
        long lineCount = bytes / (20 + (long)tails.Average(tail => tail.Length));
        DateTime time = DateTime.Now.AddSeconds(-(double)lineCount / LinesPerSecond);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        byte[] head = [];
        for (long line = 0; line < lineCount; line++)
        {
            if (line % LinesPerSecond == 0)
            {
                time = time.AddSeconds(1);
                head = Encoding.ASCII.GetBytes(time.ToString("yyyy/MM/dd HH:mm:ss ", CultureInfo.InvariantCulture));
            }

            file.Write(head);
            file.Write(tails[line % DistinctLines]);
        }
    }

    private static string UpstreamError(Random random, int connection)
    {
        string upstream = random.Next(10) switch
        {
            < 5 => "fastcgi://unix:/run/php/php8.2-fpm.sock",
            < 9 => "fastcgi://127.0.0.1:9000",
            _ => "fastcgi://unix:/run/php/php8.3-fpm.sock",
        };
        bool isUnix = upstream.Contains("unix:", StringComparison.Ordinal);
        string colon = isUnix ? ":" : "";
        (string level, string message) = random.Next(10) switch
        {
            < 4 when isUnix => ("crit", $"connect() to {upstream["fastcgi://".Length..]} failed (2: No such file or directory) while connecting to upstream"),
            < 4 => ("error", "connect() failed (111: Connection refused) while connecting to upstream"),
            < 6 => ("error", "upstream timed out (110: Connection timed out) while reading response header from upstream"),
            < 8 => ("error", "recv() failed (104: Connection reset by peer) while reading response header from upstream"),
            _ => ("error", "upstream prematurely closed connection while reading response header from upstream"),
        };
        string page = $"/{Pick(random, "product", "cart", "checkout", "api/v1/items")}/{random.Next(10_000)}";
        string referrer = random.Next(2) == 0 ? "" : $", referrer: \"https://shop.example/{Pick(random, "product", "cart")}/{random.Next(10_000)}\"";
        return Line(random, connection, level, message, $"GET {page}?id={random.Next(1_000_000)} HTTP/1.1", $", upstream: \"{upstream}{colon}\"", referrer);
    }

    private static string OtherLine(Random random, int connection)
    {
        int picture = random.Next(1_000_000);
        string request = $"GET /img/{picture}.png HTTP/1.1";
        return random.Next(20) switch
        {
            < 10 => Line(random, connection, "error", $"open() \"/var/www/shop/img/{picture}.png\" failed (2: No such file or directory)", request, "", ""),
            < 14 => Line(random, connection, "error", "access forbidden by rule", request, "", ""),
            < 17 => Line(random, connection, "warn", $"a client request body is buffered to a temporary file /var/lib/nginx/body/{connection:D10}", request, "", ""),
            _ => $"[info] 1234#1234: *{connection} client 198.51.100.{random.Next(256)} closed keepalive connection\n",
        };
    }

    private static string Line(Random random, int connection, string level, string message, string request, string upstream, string referrer) =>
        $"[{level}] 1234#1234: *{connection} {message}, client: 198.51.100.{random.Next(256)}, server: shop{random.Next(5)}.example, "
        + $"request: \"{request}\"{upstream}, host: \"shop.example\"{referrer}\n";

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
