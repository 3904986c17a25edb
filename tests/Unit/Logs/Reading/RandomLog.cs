using System.Globalization;
using System.Text;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>Error logs with all that logs hold: failures, other lines, stack traces, garbage, lines of any length.</summary>
internal sealed class RandomLog(int seed)
{
    private static readonly string[] Symptoms =
    [
        "connect() to unix:/run/php/x.sock failed (2: No such file or directory) while connecting to upstream",
        "connect() failed (111: Connection refused) while connecting to upstream",
        "upstream timed out (110: Connection timed out) while reading response header from upstream",
        "recv() failed (104: Connection reset by peer) while reading upstream",
        "no live upstreams while connecting to upstream",
    ];

    private readonly Random _random = new(seed);
    private DateTime _time = new(2026, 11, 23, 3, 0, 0);

    /// <summary>A log of about so many bytes.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="isDirty">False for lines of nginx's alone.</param>
    /// <param name="disorder">How many seconds a line may be late.</param>
    public byte[] Write(int bytes, bool isDirty = true, int disorder = 0)
    {
        var log = new MemoryStream();
        while (log.Length < bytes)
        {
            _time = _time.AddSeconds(_random.Next(3));
            string line = _random.Next(isDirty ? 14 : 4) switch
            {
                < 3 => Failure(disorder),
                3 => Line(disorder, "notice", "signal process started"),
                4 => Trace(disorder, _random.Next(1, 6)),
                5 => Trace(disorder, _random.Next(100, 3000)),
                6 => "garbage " + new string('g', Length()),
                7 => Failure(disorder) + new string('u', Length()),
                8 => new string('\0', Length() / 10) + Failure(disorder),
                9 => "",
                10 => "\u001b[2J\u009b" + _random.Next(),
                _ => Failure(disorder),
            };
            log.Write(Encoding.UTF8.GetBytes(line));
            log.Write(_random.Next(isDirty ? 6 : 100) == 0 ? "\r\n"u8 : "\n"u8);
        }

        if (isDirty && _random.Next(2) == 0)
        {
            log.SetLength(log.Length - 1);
        }

        return log.ToArray();
    }

    // Mostly short; now and then more than a record may have.
    private int Length() => _random.Next(8) switch { 0 => _random.Next(60_000, 100_000), 1 => _random.Next(60_000), _ => _random.Next(300) };

    private string Failure(int disorder) => Line(disorder, "error", Symptoms[_random.Next(Symptoms.Length)])
        + $", client: 192.0.2.{_random.Next(1, 20)}, server: {Pick("shop", "blog", "")}, request: \"GET /{Pick("a", "b", "c?x=1", "c?x=2", "\u00fc")} HTTP/1.1\", "
        + $"upstream: \"{Pick("fastcgi://unix:/run/php/x.sock:", "fastcgi://127.0.0.1:9000", "fastcgi://PHP:9000", "fastcgi://php:9000", "fastcgi://backend", "http://127.0.0.1:8080/x")}\", host: \"{Pick("shop", "blog")}\"";

    private string Trace(int disorder, int lines) => Line(disorder, "error", "FastCGI sent in stderr: \"PHP message: PHP Fatal error:  x")
        + string.Concat(Enumerable.Range(0, lines).Select(line => $"\n#{line} /var/www/index.php(7): call()"))
        + "\" while reading response header from upstream, client: 192.0.2.9, server: shop, request: \"GET /t HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"shop\"";

    private string Line(int disorder, string level, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{_time.AddSeconds(-_random.Next(disorder + 1)):yyyy'/'MM'/'dd HH:mm:ss} [{level}] {_random.Next(1, 9)}#0: *{_random.Next(1, 99)} {message}");

    private string Pick(params string[] values) => values[_random.Next(values.Length)];
}
