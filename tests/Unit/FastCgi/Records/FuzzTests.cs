using CsCheck;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Records;

/// <summary>Whatever a peer sends: nothing is thrown, memory is bounded by what came, and how it was cut makes no difference.</summary>
public sealed class FuzzTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    private static readonly RecordedExchange[] Recorded = [.. RecordedExchange.Names.Select(RecordedExchange.Load).Where(exchange => exchange.Bytes.Length < 10_000)];

    /// <summary>Headers that look good and claim anything.</summary>
    private static readonly Gen<byte[]> Record = Gen.Select(
        Gen.Byte[0, 12], Gen.UShort[0, 2], Gen.OneOf(Gen.UShort[0, 20], Gen.UShort), Gen.Byte, Gen.Byte.Array[0, 24]).Select((type, id, length, padding, content) =>
        {
            byte[] bytes = new byte[RecordHeader.Size];
            new RecordHeader(1, (RecordType)type, id, length, padding).Write(bytes);
            return (byte[])[.. bytes, .. content];
        });

    private static readonly Gen<byte[]> Records = Record.Array[0, 12].Select(records => (byte[])[.. records.SelectMany(record => record)]);

    private static readonly Gen<byte[]> Mutated =
        Gen.Select(Gen.Int[0, Recorded.Length - 1], Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 3]).Array[1, 6]).Select(
            (which, changes) => changes.Aggregate(Recorded[which].Bytes.ToList(), Change).ToArray());

    [Fact]
    public void Random_bytes() => Check(Gen.Byte.Array[0, 200], 5_000);

    [Fact]
    public void Random_records() => Check(Records, 5_000);

    [Fact]
    public void Real_answers_with_mistakes() => Check(Mutated, 5_000);

    [Fact]
    public void Memory_is_taken_for_what_came_and_not_for_what_is_claimed()
    {
        ResponseCollector collector = new();
        byte[] claim = new byte[RecordHeader.Size];
        new RecordHeader(1, RecordType.StandardOutput, 1, ushort.MaxValue, byte.MaxValue).Write(claim);
        collector.Reset(1, int.MaxValue);
        collector.Feed(claim);
        collector.Reset(1, int.MaxValue);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1_000; round++)
        {
            collector.Feed(claim);
            collector.Finish();
            collector.Reset(1, int.MaxValue);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_flood_ends_at_the_limit()
    {
        const int limit = 1_000_000;
        ResponseCollector collector = new();
        collector.Reset(1, limit);
        byte[] flood = new byte[RecordHeader.Size + 60_000];
        new RecordHeader(1, RecordType.StandardOutput, 1, 60_000, 0).Write(flood);

        long before = GC.GetAllocatedBytesForCurrentThread();
        while (!collector.IsDone)
        {
            collector.Feed(flood);
        }

        // The room doubles as it grows: the last one and all before it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * limit);
        Assert.True(collector.IsTooMuch);
        Assert.InRange(collector.Output.Length, limit / 2, limit);
    }

    [Fact]
    public void A_flood_for_the_log_is_kept_in_part()
    {
        ResponseCollector collector = new();
        collector.Reset(1, 10_000_000);
        byte[] flood = new byte[RecordHeader.Size + 60_000];
        new RecordHeader(1, RecordType.StandardError, 1, 60_000, 0).Write(flood);
        for (int round = 0; round < 100; round++)
        {
            collector.Feed(flood);
        }

        Assert.Equal(ResponseCollector.MaximumErrorOutput, collector.ErrorOutput.Length);
        Assert.Equal(6_000_000 - ResponseCollector.MaximumErrorOutput, collector.ErrorOutputLeftOut);
    }

    private static List<byte> Change(List<byte> bytes, (int Place, byte Value, int Kind) change)
    {
        int at = bytes.Count == 0 ? 0 : change.Place % bytes.Count;
        switch (change.Kind)
        {
            case 0 when bytes.Count > 0:
                bytes[at] = change.Value;
                break;
            case 1 when bytes.Count > 0:
                bytes.RemoveRange(at, Math.Min(change.Value, bytes.Count - at));
                break;
            case 2:
                bytes.Insert(at, change.Value);
                break;
            default:
                bytes.AddRange(bytes.GetRange(at, Math.Min(change.Value, bytes.Count - at)));
                break;
        }

        return bytes;
    }

    private static void Check(Gen<byte[]> stream, int iterations) => Gen.Select(stream, Gen.Int[1, 9], Gen.Bool).Sample(
        (bytes, size, isAboutLimits) =>
        {
            string whole = Read([bytes], isAboutLimits);
            return Read(bytes.Chunk(size), isAboutLimits) == whole;
        },
        iter: iterations,
        seed: Seed,
        threads: 1);

    private static string Read(IEnumerable<byte[]> chunks, bool isAboutLimits)
    {
        ResponseCollector collector = new();
        collector.Reset(isAboutLimits ? (ushort)0 : (ushort)1, 150);
        foreach (byte[] chunk in chunks)
        {
            collector.Feed(chunk);
        }

        collector.Finish();
        FastCgiFailure? failure = ResponseFailures.Explain(collector, FastCgiPhase.Receiving);
        ResponseContext context = new(FastCgiPhase.Receiving, 100, isAboutLimits);
        FastCgiResponse response = ResponseBuilder.Build(FpmEndpoint.Parse("9000"), collector, failure, default, context);
        Assert.True(collector.Output.Length + collector.ErrorOutput.Length <= 150);
        return $"{response.Failure} {response.Status} {string.Join('|', response.Headers)} {response.Body} {response.StandardError} "
            + $"{response.AppStatus} {response.ProtocolStatus} {string.Join('|', response.Limits)} {collector.Decoder.BytesBehindEnd} {collector.Received}";
    }
}
