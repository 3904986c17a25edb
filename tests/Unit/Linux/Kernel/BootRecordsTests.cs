using System.Buffers.Binary;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Kernel;

/// <summary>Starts and ends of the machine in wtmp.</summary>
public sealed class BootRecordsTests
{
    private static readonly DateTime Start = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Starts_and_ends_are_read_and_logins_are_not()
    {
        byte[] content =
        [
            .. Record(2, "reboot", "6.1.0-18-amd64", Start), .. Record(7, "admin", "10.0.0.9", Start.AddMinutes(1)), .. Record(1, "runlevel", "6.1.0-18-amd64", Start.AddMinutes(1)),
            .. Record(1, "shutdown", "6.1.0-18-amd64", Start.AddHours(1)), .. Record(2, "reboot", "", Start.AddHours(2)),
        ];

        Assert.Equal(
            [new BootRecord(Start.ToLocalTime(), true, "6.1.0-18-amd64"), new BootRecord(Start.AddHours(1).ToLocalTime(), false, "6.1.0-18-amd64"), new BootRecord(Start.AddHours(2).ToLocalTime(), true, null)],
            BootRecords.Read(content));
    }

    [Fact]
    public void A_file_of_another_layout_tells_nothing() => Assert.Empty(BootRecords.Read(new byte[400]));

    [Fact]
    public void A_start_without_an_end_before_it_is_told_and_that_of_the_kernel_itself_is_not_told_twice()
    {
        DateTime local = Start.ToLocalTime();
        BootRecord[] records = [new(local, true, "6.1"), new(local.AddHours(1), true, "6.1"), new(local.AddHours(2), false, "6.1"), new(local.AddHours(3), true, "6.2")];

        TimelineEvent[] events = [.. BootSource.EventsOf(records, local.AddHours(3).AddSeconds(20))];

        Assert.Equal(
            [(TimelineEventKind.Reboot, "with kernel 6.1"), (TimelineEventKind.Reboot, "with kernel 6.1, without having been shut down before"), (TimelineEventKind.Shutdown, "it was shut down in order")],
            events.Select(found => (found.Kind, found.Text)));
    }

    private static byte[] Record(short type, string user, string host, DateTime time)
    {
        byte[] record = new byte[384];
        BinaryPrimitives.WriteInt16LittleEndian(record, type);
        Encoding.UTF8.GetBytes(user, record.AsSpan(44));
        Encoding.UTF8.GetBytes(host, record.AsSpan(76));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(340), (uint)new DateTimeOffset(time).ToUnixTimeSeconds());
        return record;
    }
}
