using CsCheck;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Records;

public sealed class RecordWriterTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 20], Gen.String[0, 200]);

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.UShort[1, ushort.MaxValue], Gen.Bool, Gen.Select(Text, Text).Array[0, 40], Gen.OneOf(Gen.Int[0, 100], Gen.Int[65_000, 200_000])).Sample(
            (id, keeps, pairs, length) =>
            {
                // Lone surrogates become the replacement character on the way.
                KeyValuePair<string, string>[] parameters = [.. pairs.Select(pair => KeyValuePair.Create(Valid(pair.Item1), Valid(pair.Item2)))];
                byte[] content = new byte[length];
                new Random(length).NextBytes(content);

                SentRequest sent = SentRequest.Read(Write(id, keeps, parameters, content));

                return sent.RequestId == id && sent.Role == 1 && sent.Flags == (keeps ? 1 : 0)
                    && sent.Parameters.SequenceEqual(parameters) && sent.Content.SequenceEqual(content)
                    && sent.Headers.TrueForAll(header => header is { Version: 1, ContentLength: <= RecordHeader.MaximumContent } && header.RequestId == id);
            },
            iter: 500,
            seed: "0N0XIzNsQ0O2",
            threads: 1);

    [Theory]
    [InlineData(0, new int[] { 0 })]
    [InlineData(1, new int[] { 1, 0 })]
    [InlineData(65_528, new int[] { 65_528, 0 })]
    [InlineData(65_529, new int[] { 65_528, 1, 0 })]
    [InlineData(65_536, new int[] { 65_528, 8, 0 })]
    [InlineData(200_000, new int[] { 65_528, 65_528, 65_528, 3_416, 0 })]
    public void Content_is_cut_into_records_that_php_fpm_takes(int length, int[] expected)
    {
        ReusableBuffer records = new();
        RecordWriter.Stream(records, RecordType.StandardInput, 1, new byte[length]);

        Assert.Equal(expected, SentRequest.Read(records.Bytes).Headers.Select(header => (int)header.ContentLength));
    }

    [Fact]
    public void A_record_ends_between_two_parameters()
    {
        KeyValuePair<string, string>[] parameters = [.. Enumerable.Range(0, 3_000).Select(index => KeyValuePair.Create($"HTTP_X_{index}", new string('x', index % 300)))];

        SentRequest sent = SentRequest.Read(Write(1, false, parameters, []));

        Assert.Equal(parameters, sent.Parameters);
        RecordHeader[] headers = [.. sent.Headers.Where(header => header.Type == RecordType.Params)];
        Assert.True(headers.Length > 5);
        Assert.Equal(headers.Length, sent.RecordsOfWholePairs);
        Assert.All(headers[..^2], header => Assert.InRange(header.ContentLength, RecordHeader.MaximumContent - 400, RecordHeader.MaximumContent));
    }

    [Theory]
    [InlineData(65_528 - 8 - 1)]
    [InlineData(65_528 - 6)]
    [InlineData(65_528 - 5)]
    [InlineData(200_000)]
    public void Only_a_parameter_longer_than_a_record_is_torn(int valueLength)
    {
        KeyValuePair<string, string>[] parameters = [new("A", "1"), new("B", new string('b', valueLength)), new("C", "3")];

        SentRequest sent = SentRequest.Read(Write(1, false, parameters, []));

        Assert.Equal(parameters, sent.Parameters);
        bool fits = NameValuePair.Measure(1, valueLength) <= RecordHeader.MaximumContent;
        Assert.Equal(fits, sent.RecordsOfWholePairs == sent.Headers.Count(header => header.Type == RecordType.Params));
    }

    [Fact]
    public void A_request_that_is_not_wanted_any_more()
    {
        ReusableBuffer records = new();
        RecordWriter.AbortRequest(records, 513);

        Assert.Equal([1, 2, 2, 1, 0, 0, 0, 0], records.Bytes.ToArray());
    }

    [Fact]
    public void The_question_for_limits() => Assert.Equal(
        HexText.Parse(["01 09 00 00 00 30 00 00", "0E 00", "\"FCGI_MAX_CONNS\"", "0D 00", "\"FCGI_MAX_REQS\"", "0F 00", "\"FCGI_MPXS_CONNS\""]),
        EncodedRequest.ForLimits.Bytes.ToArray());

    private static ReadOnlyMemory<byte> Write(ushort id, bool keeps, KeyValuePair<string, string>[] parameters, byte[] content)
    {
        ReusableBuffer records = new();
        RecordWriter.BeginRequest(records, id, RequestRole.Responder, keeps);
        RecordWriter.Parameters(records, id, parameters);
        RecordWriter.Stream(records, RecordType.StandardInput, id, content);
        return records.Bytes;
    }

    private static string Valid(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
