using CsCheck;

namespace Nginx502.UnitTests.FastCgi.Records;

/// <summary>Recorded and hand-made answers become what stands beside them, however they are cut.</summary>
public sealed class RecordedExchangeTests
{
    public static TheoryData<string> Names() => [.. RecordedExchange.Names];

    [Fact]
    public void There_are_answers_to_read() => Assert.NotEmpty(RecordedExchange.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_in_one_piece(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);

        Assert.Equal(exchange.ExpectedText(), exchange.Read([exchange.Bytes]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_byte_by_byte(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);

        Assert.Equal(exchange.ExpectedText(), exchange.Read(exchange.Bytes.Chunk(1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_cut_anywhere(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        string expected = exchange.ExpectedText();

        Gen.Int[1, Math.Max(1, exchange.Bytes.Length)].Array[1, 8].Sample(
            sizes => exchange.Read(Cut(exchange.Bytes, sizes)) == expected,
            iter: 40,
            seed: "0N0XIzNsQ0O2",
            threads: 1);
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, int[] sizes)
    {
        int at = 0;
        for (int index = 0; at < bytes.Length; index++)
        {
            int length = Math.Min(sizes[index % sizes.Length], bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }
}
