using System.Globalization;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>The same error means the same, whichever system's number and words it has (tests/data/nginx-error/errno.tsv).</summary>
public class ErrorNumberTests
{
    public static TheoryData<string, string, string, string, int, string, Symptom, int?> Rows()
    {
        var rows = new TheoryData<string, string, string, string, int, string, Symptom, int?>();
        foreach (string[] row in File.ReadLines(TestData.Path("nginx-error/errno.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            int? status = row[7].Length == 0 ? null : int.Parse(row[7], CultureInfo.InvariantCulture);
            rows.Add(row[0], row[1], row[2], row[3], int.Parse(row[4], CultureInfo.InvariantCulture), row[5], Enum.Parse<Symptom>(row[6]), status);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_error_is_known_by_number_and_words(
        string call, string transport, string name, string system, int number, string text, Symptom symptom, int? status)
    {
        NginxUpstreamError error = ErrorLines.One(Line(call, transport, number, text));

        Assert.True(symptom == error.Symptom, $"{call}, {transport}, {name} of {system}: {error.Symptom}");
        Assert.Equal(status, error.AttemptStatus);
        Assert.Equal(number, error.ErrorNumber);
        Assert.Equal(text, error.ErrorText);
        Assert.Equal(Enum.Parse<Errno>(name), ErrnoText.Identify(number, ErrorLines.Bytes(text)));
    }

    [Theory]
    [InlineData(111, "Verbindungsaufbau abgelehnt", Errno.ECONNREFUSED)]
    [InlineData(61, "Connection refused", Errno.ECONNREFUSED)]
    [InlineData(35, "Resource temporarily unavailable", Errno.EAGAIN)]
    [InlineData(2, "", Errno.ENOENT)]
    [InlineData(-1, "Unknown error -1", (Errno)(-1))]
    [InlineData(int.MaxValue, "Unknown error", (Errno)int.MaxValue)]
    public void Where_the_words_are_not_known_the_number_counts(int number, string text, Errno expected) =>
        Assert.Equal(expected, ErrnoText.Identify(number, ErrorLines.Bytes(text)));

    private static string Line(string call, string transport, int number, string text)
    {
        string peer = transport == "unix" ? "unix:/run/php/x.sock" : "192.0.2.7:9000";
        string error = $"({number}: {text})";
        string said = call switch
        {
            "connect" when transport == "unix" => $"connect() to {peer} failed {error} while connecting to upstream",
            "connect" => $"connect() failed {error} while connecting to upstream",
            "read" => $"recv() failed {error} while reading response header from upstream",
            "body" => $"readv() failed {error} while reading upstream",
            "send" => $"writev() failed {error} while sending request to upstream",
            "timer" => $"upstream timed out {error} while reading response header from upstream",
            "socket" => $"socket() failed {error} while connecting to upstream",
            "bind" => $"bind(192.0.2.9:0) failed {error} while connecting to upstream",
            "accept" => $"accept4() failed {error}",
            "temporary file" => $"pwritev() \"/var/lib/nginx/fastcgi/1\" failed {error} while reading upstream",
            _ => throw new FormatException(call),
        };
        string request = call == "accept" ? "" : $", client: 192.0.2.1, server: x, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://{peer}:\", host: \"x\"";
        return $"2026/11/23 03:49:06 [{(call == "temporary file" ? "crit" : "error")}] 1#1: *1 {said}{request}";
    }
}
