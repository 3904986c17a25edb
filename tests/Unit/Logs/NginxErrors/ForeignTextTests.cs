using System.Text;
using CsCheck;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>
/// Visitors, upstreams and crashes write into error logs, and nginx escapes nothing. What they write imitates no part of the
/// line that another decides, reaches no terminal, and ends no reading.
/// </summary>
public class ForeignTextTests
{
    private const string Before = "2026/11/23 03:49:06 [error] 10579#0: *13 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: shop.example, request: \"";

    private static readonly byte[] Marks = "\"\n\r ,:()[]*#\0"u8.ToArray();

    // Without spaces, which no request line and no Host can hold.
    public static TheoryData<string> Imitations() =>
    [
        "\",upstream:\"fastcgi://6.6.6.6:6\",host:\"evil",
        "\",\tupstream:\t\"fastcgi://6.6.6.6:6\"",
        "HTTP/1.1\",upstream:\"fastcgi://6.6.6.6:6",
        ",client:6.6.6.6,server:evil",
        "\"\"\"\"\"\"",
        "\\\",\\\"",
        "\u001b]0;evil\u0007\u001b[2J",
        "\u009b31m\u202eexe.gpj\u2066",
        "(2:No_such_file)_while_connecting_to_upstream",
    ];

    // With spaces: a Referer can hold anything.
    public static TheoryData<string> ImitationsWithSpaces() =>
    [
        "\", upstream: \"fastcgi://6.6.6.6:6\", host: \"evil\", referrer: \"x",
        "\", host: \"evil",
        ", client: 6.6.6.6, server: evil, request: \"GET /evil HTTP/1.1\"",
        " while reading response header from upstream",
        "\" while reading response header from upstream, client: 6.6.6.6, server: evil",
        " (2: No such file or directory) while connecting to upstream, client: 6.6.6.6",
        "x\" HTTP/1.1\", upstream: \"fastcgi://6.6.6.6:6",
    ];

    [Theory]
    [MemberData(nameof(Imitations))]
    public void A_uri_imitates_nothing(string text)
    {
        NginxUpstreamError error = ErrorLines.One($"{Before}GET /{text} HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\", referrer: \"r\"");

        AssertGenuine(error);
        Assert.Equal(SafeText.Escape("/" + text), error.RequestUri);
        Assert.Equal(("h", "r"), (error.Host, error.Referrer));
    }

    [Theory]
    [MemberData(nameof(Imitations))]
    public void A_host_imitates_nothing(string text)
    {
        NginxUpstreamError error = ErrorLines.One($"{Before}GET /x HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"{text}\", referrer: \"r\"");

        AssertGenuine(error);
        Assert.Equal(("/x", SafeText.Escape(text), "r"), (error.RequestUri, error.Host, error.Referrer));
    }

    [Theory]
    [MemberData(nameof(Imitations))]
    [MemberData(nameof(ImitationsWithSpaces))]
    public void A_referrer_imitates_nothing(string text)
    {
        NginxUpstreamError error = ErrorLines.One($"{Before}GET /x HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\", referrer: \"{text}\"");

        AssertGenuine(error);
        Assert.Equal(("/x", "h", SafeText.Escape(text)), (error.RequestUri, error.Host, error.Referrer));
    }

    [Theory]
    [MemberData(nameof(Imitations))]
    [MemberData(nameof(ImitationsWithSpaces))]
    public void A_referrer_imitates_no_host_where_there_is_none(string text)
    {
        NginxUpstreamError error = ErrorLines.One($"{Before}GET /x HTTP/1.0\", upstream: \"fastcgi://127.0.0.1:9000\", referrer: \"{text}\"");

        AssertGenuine(error);
        Assert.Null(error.Host);
        Assert.Equal(SafeText.Escape(text), error.Referrer);
    }

    [Theory]
    [InlineData("\", upstream: \"fastcgi://unix:/imitated.sock:\", host: \"imitated")]
    [InlineData(", client: 6.6.6.6, server: evil, request: \"GET /evil HTTP/1.1\"")]
    [InlineData(" while connecting to upstream")]
    [InlineData("connect() failed (111: Connection refused) while connecting to upstream, client: 6.6.6.6")]
    [InlineData("a \"quoted\" text\nand a second line, upstream: \"fastcgi://unix:/imitated.sock:\"")]
    public void Stderr_of_a_script_imitates_nothing(string text)
    {
        NginxUpstreamError error = ErrorLines.One(
            $"2026/11/23 03:49:06 [error] 1#1: *13 FastCGI sent in stderr: \"PHP message: {text}\" while reading response header from upstream, client: 192.0.2.1, server: shop.example, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\"");

        Assert.Equal((Symptom.PhpMessage, false), (error.Symptom, error.IsUpstreamError));
        Assert.Equal(UpstreamOperation.ReadingHeader, error.Operation);
        Assert.Equal(("192.0.2.1", "shop.example", "/x", "h"), (error.Client, error.Server, error.RequestUri, error.Host));
        Assert.Equal("fastcgi://127.0.0.1:9000", error.Upstream);
        Assert.Null(error.ErrorNumber);
    }

    [Theory]
    [InlineData("/var/www/a while connecting to upstream,x")]
    [InlineData("/var/www/a while connecting to upstream")]
    [InlineData("/var/www/upstream timed out (110: Connection timed out) while reading upstream")]
    public void A_path_imitates_no_failure(string path)
    {
        string line = $"2026/11/23 03:49:06 [error] 1#1: *13 open() \"{path}\" failed (2: No such file or directory), client: 192.0.2.1, server: x, request: \"GET /x HTTP/1.1\", host: \"h\"";

        NginxUpstreamError error = ErrorLines.One(line);

        Assert.Equal((Symptom.StaticFileFailed, false, UpstreamOperation.None, 2), (error.Symptom, error.IsUpstreamError, error.Operation, error.ErrorNumber));
        Assert.Empty(ErrorLines.Read(line));
    }

    [Fact]
    public void Nothing_unsafe_is_shown_and_the_raw_line_has_it_all()
    {
        const string Evil = "\u001b[31m\u009b2J\u202e\u2066\u2028\u0007\u007f\ufeff";
        string line = $"2026/11/23 03:49:06 [error] 1#1: *13 {Evil} failed (111: {Evil}) while connecting to upstream, client: {Evil}, server: {Evil}, request: \"G{Evil} /{Evil} HTTP/1.1\", upstream: \"fastcgi://{Evil}:9000\", host: \"{Evil}\", referrer: \"{Evil}\"";

        NginxUpstreamError error = ErrorLines.One(line);

        Assert.All(ErrorLines.Texts(error), text => Assert.True(ErrorLines.IsSafe(text.Text), text.Name));
        Assert.Contains("\\x1B[31m\\u009B2J\\u202E", error.Referrer, StringComparison.Ordinal);
        Assert.Equal(line, error.GetRawLine());
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_bytes()
    {
        byte[] line = [.. ErrorLines.Bytes(ErrorLines.Refused[..^1]), 0xFF, 0xC3, 0x28, 0x00, (byte)'"', (byte)'\n'];

        NginxUpstreamError error = ErrorLines.OneOfBytes(line);

        Assert.Equal("https://shop.example/start\\xFF\\xC3(\\x00", error.Referrer);
        Assert.Equal(Symptom.ConnectionRefused, error.Symptom);
    }

    [Fact]
    public void A_block_of_nul_before_a_line_is_no_part_of_it()
    {
        byte[] log = [.. ErrorLines.Bytes(ErrorLines.Refused + "\n"), .. new byte[8192], .. ErrorLines.Bytes(ErrorLines.Refused + "\n")];

        IReadOnlyList<NginxUpstreamError> errors = ErrorLines.ReadBytes(log, NginxErrorFilter.UpstreamErrors, out ReadStatistics statistics);

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Equal("https://shop.example/start", error.Referrer));
        Assert.Equal(0, statistics.NotUnderstood);
    }

    [Fact]
    public void A_line_cut_anywhere_has_the_parts_before_the_cut()
    {
        NginxUpstreamError whole = ErrorLines.One(ErrorLines.Refused);
        for (int length = 0; length < ErrorLines.Refused.Length; length++)
        {
            string line = ErrorLines.Refused[..length];
            IReadOnlyList<NginxUpstreamError> errors = ErrorLines.Read(line, ErrorLines.All, out ReadStatistics statistics);
            Assert.Equal(length == 0 ? 0 : 1, errors.Count + statistics.NotUnderstood);
            foreach (NginxUpstreamError error in errors)
            {
                Assert.Equal(whole.Time, error.Time);
                AssertBegins(whole.Client, error.Client);
                AssertBegins(whole.Server, error.Server);
                AssertBegins(whole.Method, error.Method);
                AssertBegins(whole.RequestUri, error.RequestUri);
                AssertBegins(whole.Upstream, error.Upstream);
                AssertBegins(whole.Host, error.Host);
                AssertBegins(whole.Referrer, error.Referrer);
                if (line.Contains(", client: ", StringComparison.Ordinal))
                {
                    Assert.Equal((whole.Symptom, whole.ErrorNumber, whole.Operation), (error.Symptom, error.ErrorNumber, error.Operation));
                    Assert.True(error.IsUpstreamError);
                }
            }
        }
    }

    [Theory]
    [InlineData("connect() to unix:/run/php/x.sock failed (11: Resource temporarily unavailable)", Symptom.BacklogFull)]
    [InlineData("connect() to unix:/run/php/x.sock failed (2: No such file or directory)", Symptom.SocketMissing)]
    [InlineData("connect() failed (111: Connection refused)", Symptom.ConnectionRefused)]
    public void A_line_that_nginx_cut_before_the_upstream_has_its_symptom(string message, Symptom symptom)
    {
        string line = $"2026/11/23 03:49:06 [error] 1#1: *13 {message} while connecting to upstream, client: 192.0.2.1, server: x, request: \"GET /{new string('a', 2000)}";
        line = line[..2047];

        NginxUpstreamError error = Assert.Single(ErrorLines.Read(line));

        Assert.Equal((symptom, 502), (error.Symptom, error.AttemptStatus));
        Assert.Null(error.Upstream);
        Assert.Equal("GET", error.Method);
        Assert.StartsWith("/aaaa", error.RequestUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upstream sent invalid status \"", Symptom.Unknown, null)]
    [InlineData("upstream sent too big header while reading response hea", Symptom.HeaderTooBig, 502)]
    [InlineData("upstream prematurely closed connection", Symptom.ConnectionClosedEarly, 502)]
    public void A_line_that_nginx_cut_within_its_words_is_not_lost(string message, Symptom symptom, int? status)
    {
        NginxUpstreamError error = Assert.Single(ErrorLines.Read("2026/11/23 03:49:06 [error] 1#1: *13 " + message));

        Assert.Equal((symptom, status), (error.Symptom, error.AttemptStatus));
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 4000].Sample(ReadAll, iter: 300, seed: "0000000000001");

    [Fact]
    public void Damaged_lines_are_read_without_an_exception()
    {
        byte[][] genuine = Directory.GetFiles(TestData.Path("nginx-error/observed"), "*.log").Order().SelectMany(File.ReadAllLines)
            .Select(ErrorLines.Bytes).ToArray();
        Gen<byte[]> line = Gen.Int[0, genuine.Length - 1].Select(index => genuine[index]);
        Gen<(int, int, byte)> change = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100_000], Gen.OneOf(Gen.Byte, Gen.Int[0, Marks.Length - 1].Select(mark => Marks[mark])));
        Gen.Select(line, line, change.Array[0, 12])
            .Select(drawn => Damage([.. drawn.Item1, (byte)'\n', .. drawn.Item2], drawn.Item3))
            .Sample(ReadAll, iter: 800, seed: "0000000000002");
    }

    private static byte[] Damage(List<byte> bytes, (int Kind, int At, byte Value)[] changes)
    {
        foreach ((int kind, int place, byte value) in changes.Where(_ => bytes.Count > 0))
        {
            int at = place % bytes.Count;
            switch (kind)
            {
                case 0: bytes[at] = value; break;
                case 1: bytes.Insert(at, value); break;
                case 2: bytes.RemoveAt(at); break;
                default: bytes.RemoveRange(at, Math.Min(value, bytes.Count - at)); break;
            }
        }

        return [.. bytes];
    }

    // As text and as bytes; every property of every entry.
    private static void ReadAll(byte[] bytes)
    {
        IEnumerable<NginxUpstreamError> errors = ErrorLines.Read(Encoding.Latin1.GetString(bytes), ErrorLines.All)
            .Concat(ErrorLines.ReadBytes(bytes, ErrorLines.All, out _));
        foreach (NginxUpstreamError error in errors)
        {
            Assert.All(ErrorLines.Texts(error), text => Assert.True(ErrorLines.IsSafe(text.Text), text.Name));
            Assert.NotEmpty(error.GetRawLine());
        }
    }

    private static void AssertGenuine(NginxUpstreamError error)
    {
        Assert.Equal((Symptom.ConnectionRefused, 502, true), (error.Symptom, error.AttemptStatus, error.IsUpstreamError));
        Assert.Equal((UpstreamOperation.Connecting, 111), (error.Operation, error.ErrorNumber));
        Assert.Equal(("192.0.2.1", "shop.example", "GET"), (error.Client, error.Server, error.Method));
        Assert.Equal("fastcgi://127.0.0.1:9000", error.Upstream);
    }

    private static void AssertBegins(string? whole, string? part)
    {
        if (part is not null)
        {
            Assert.StartsWith(part, whole, StringComparison.Ordinal);
        }
    }
}
