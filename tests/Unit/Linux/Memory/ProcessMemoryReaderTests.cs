using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Memory;

public sealed class ProcessMemoryReaderTests : IDisposable
{
    private const long Kilobyte = 1024;

    private readonly DirectoryInfo _proc = Directory.CreateTempSubdirectory("nginx502-proc");

    public void Dispose() => _proc.Delete(recursive: true);

    [Fact]
    public void A_kernel_of_today_tells_all()
    {
        Add(7, ("smaps_rollup", "rollup-6.1.txt"), ("status", "status-6.1.txt"));

        ProcessMemoryUse use = new ProcessMemoryReader(_proc.FullName).Read(7, sharers: 3, out bool isRefused)!;

        Assert.False(isRefused);
        Assert.Equal(
            new ProcessMemoryUse(36488 * Kilobyte, 5120 * Kilobyte, 2400 * Kilobyte, 6000 * Kilobyte, 1024 * Kilobyte, 4096 * Kilobyte, 1024 * Kilobyte, 60000 * Kilobyte, MemorySource.SmapsRollup),
            use);
        Assert.Equal((6000 + 1024 + 60000 - 36488) * Kilobyte, use.PeakUnique);
    }

    [Fact]
    public void Before_5_4_what_is_dirty_counts_as_held()
    {
        Add(7, ("smaps_rollup", "rollup-4.14.txt"), ("status", "status-4.4.txt"));

        ProcessMemoryUse use = new ProcessMemoryReader(_proc.FullName).Read(7, sharers: 3, out _)!;

        Assert.Equal((5120 * Kilobyte, 2000 * Kilobyte, null), (use.Proportional, use.Held, use.SharedMemory));
        Assert.Equal((2400 * Kilobyte, 60000 * Kilobyte), (use.Anonymous, use.PeakResident));
    }

    [Fact]
    public void Before_4_14_the_mappings_are_added_up()
    {
        Add(7, ("smaps", "smaps-3.10.txt"), ("status", "status-4.4.txt"));
        Add(8, ("smaps", "smaps-3.10.txt"), ("status", "status-4.4.txt"));
        var reader = new ProcessMemoryReader(_proc.FullName);

        ProcessMemoryUse use = reader.Read(7, sharers: 3, out _)!;

        Assert.Equal((36488 * Kilobyte, 5120 * Kilobyte, 2400 * Kilobyte, 1024 * Kilobyte), (use.Resident, use.Proportional, use.Unique, use.Swap));
        Assert.Equal(MemorySource.Smaps, use.Source);
        Assert.Equal(use, reader.Read(8, sharers: 3, out _));
    }

    [Fact]
    public void A_text_longer_than_the_buffer_is_read_whole()
    {
        string one = File.ReadAllText(TestData.Path("memory/smaps-3.10.txt"));
        Add(7, ("status", "status-4.4.txt"));
        File.WriteAllText(Path.Combine(_proc.FullName, "7", "smaps"), string.Concat(Enumerable.Repeat(one, 500)));

        Assert.Equal(500L * 5120 * Kilobyte, new ProcessMemoryReader(_proc.FullName).Read(7, 1, out _)!.Proportional);
    }

    [Theory]
    [InlineData("status-6.1.txt", 6000, 6000 + (30488 / 4))]
    [InlineData("status-4.4.txt", 36488, 36488)]
    public void What_may_not_be_read_is_estimated(string status, int own, int proportional)
    {
        Add(7, ("status", status));

        // As the kernel answers to others than root: the name is there, and opening it is refused. Root is refused a directory.
        Directory.CreateDirectory(Path.Combine(_proc.FullName, "7", "smaps_rollup"));
        ProcessMemoryUse use = new ProcessMemoryReader(_proc.FullName).Read(7, sharers: 4, out bool isRefused)!;

        Assert.True(isRefused);
        Assert.Equal((own * Kilobyte, proportional * Kilobyte, 4096 * Kilobyte, MemorySource.Status), (use.Unique, use.Proportional, use.Swap, use.Source));
    }

    [Fact]
    public void A_process_that_ended_has_none()
    {
        Add(7, ("smaps_rollup", "rollup-6.1.txt"));

        Assert.Null(new ProcessMemoryReader(_proc.FullName).Read(7, 1, out _));
        Assert.Null(new ProcessMemoryReader(_proc.FullName).Read(8, 1, out _));
    }

    [Fact]
    public void This_process_is_read_from_the_kernel()
    {
        ProcessMemoryUse use = new ProcessMemoryReader(ProcessTable.DefaultRoot).Read(Environment.ProcessId, 1, out bool isRefused)!;

        Assert.False(isRefused);
        Assert.NotEqual(MemorySource.Status, use.Source);
        Assert.InRange(use.Unique, 1, use.Proportional);
        Assert.InRange(use.Proportional, 1, use.Resident);
    }

    [Fact]
    public void Memory_for_sharing_is_found_among_the_mappings() => Assert.Equal(
        0x8001000,
        SharedMappings.Sum("""
            7f0000000000-7f0008000000 rw-s 00000000 00:01 771 /dev/zero (deleted)
            7f0008000000-7f0008001000 rw-s 00000000 00:01 772 /SYSV00000000 (deleted)
            7f0008001000-7f0009001000 rw-p 00000000 00:01 773 /dev/zero
            7f0009001000-7f0009002000 r--s 00000000 fd:00 774 /usr/lib/locale/C.utf8/LC_CTYPE
            nonsense
            """));

    [Theory]
    [InlineData("MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nCached: 500 kB\nSwapTotal: 50 kB\nSwapFree: 40 kB\n", 1000, 400, 50, 40)]
    [InlineData("MemTotal: 1000 kB\nMemFree: 100 kB\nCached: 500 kB\n", 1000, 350, 0, 0)]
    public void The_memory_of_the_machine_is_read(string text, int total, int available, int swap, int free) => Assert.Equal(
        new MachineMemory(total * Kilobyte, available * Kilobyte, swap * Kilobyte, free * Kilobyte), MachineMemory.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal: x kB\nMemFree: 1 kB\n")]
    public void What_is_no_meminfo_is_nothing(string text) => Assert.Null(MachineMemory.Parse(text));

    private void Add(int processId, params (string Name, string Sample)[] files)
    {
        DirectoryInfo directory = _proc.CreateSubdirectory($"{processId}");
        foreach ((string name, string sample) in files)
        {
            File.Copy(TestData.Path("memory/" + sample), Path.Combine(directory.FullName, name));
        }
    }
}
