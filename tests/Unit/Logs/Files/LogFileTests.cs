using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Files;

[SupportedOSPlatform("linux")]
public sealed class LogFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode All = Owner | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    // Below /var, since all can write to /tmp; where the tests are not root, the rules for root are asked for by hand.
    private readonly DirectoryInfo _directory = Environment.IsPrivilegedProcess
        ? Directory.CreateDirectory($"/var/lib/nginx502-test-{Guid.NewGuid():N}")
        : Directory.CreateTempSubdirectory("nginx502-test");

    private string Log => Path.Combine(_directory.FullName, "error.log");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Opens_a_regular_file_and_reads_it()
    {
        File.WriteAllText(Log, "one\ntwo\n");
        File.SetLastWriteTime(Log, new DateTime(2026, 11, 23, 3, 49, 6, DateTimeKind.Local));

        using LogFile file = LogFile.Open(Log);

        Assert.Equal(Log, file.Path);
        Assert.Equal(LogCompression.None, file.Compression);
        Assert.Equal(8, file.Length);
        Assert.Equal(new DateTime(2026, 11, 23, 3, 49, 6), file.LastWriteTime);
        Assert.Equal("one\ntwo\n", ReadAll(file));
        Assert.Equal("one\ntwo\n", ReadAll(file));
        Assert.False(file.IsCutShort);
    }

    [Fact]
    public void A_missing_file_or_directory_is_named()
    {
        LogFileException missing = Fails(Log);
        Assert.Equal(LogFileProblem.NotFound, missing.Reason);
        Assert.Equal(Log, missing.Path);
        Assert.Equal(2, missing.ErrorNumber);
        Assert.Equal($"There is no log '{Log}'.", missing.Problem);

        LogFileException below = Fails(Path.Combine(_directory.FullName, "none", "error.log"));
        Assert.Equal(LogFileProblem.NotFound, below.Reason);
        Assert.EndsWith($"'{_directory.FullName}/none' does not exist.", below.Problem, StringComparison.Ordinal);

        File.WriteAllText(Log, "");
        Assert.Equal(LogFileProblem.NotFound, Fails(Log + "/x").Reason);
        Assert.Equal(LogFileProblem.NotFound, Fails(Log + "\0").Reason);
    }

    [Fact]
    public void What_is_no_regular_file_is_refused_at_once()
    {
        string fifo = Path.Combine(_directory.FullName, "fifo");
        Run("mkfifo", fifo);
        string name = Path.Combine(_directory.FullName, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(name));

        var time = Stopwatch.StartNew();
        Assert.Equal(LogFileProblem.NotRegular, Fails(fifo).Reason);
        Assert.Equal(LogFileProblem.NotRegular, Fails(name).Reason);
        Assert.Equal(LogFileProblem.NotRegular, Fails("/dev/null").Reason);
        Assert.Equal(LogFileProblem.IsDirectory, Fails(_directory.FullName).Reason);
        Assert.Equal(LogFileProblem.IsDirectory, Fails("/").Reason);
        Assert.InRange(time.ElapsedMilliseconds, 0, 2000);
    }

    [Theory]
    [InlineData("/dev/stderr")]
    [InlineData("/dev/stdout")]
    [InlineData("/proc/self/fd/2")]
    public void A_link_to_a_stream_says_where_the_lines_are(string stream)
    {
        File.CreateSymbolicLink(Log, stream);

        LogFileException failure = Fails(Log);

        Assert.Equal(LogFileProblem.LogsToStream, failure.Reason);
        Assert.Contains("docker logs NAME 2>&1 | Get-NginxUpstreamError", failure.Message, StringComparison.Ordinal);
        Assert.Contains(stream, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_in_a_name_are_not_in_the_message()
    {
        Assert.DoesNotContain('\u001b', Fails(Log + "\u001b[2J").Message);
    }

    [Fact]
    public void Links_are_followed_by_who_is_not_root()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "real"), "x");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "middle"), "./real");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "here"), _directory.FullName);
        File.CreateSymbolicLink(Log, "here/../" + _directory.Name + "/middle");

        using LogFile file = LogFile.Open(Log, isRoot: false);

        Assert.Equal("x", ReadAll(file));
        Assert.Equal(Log, file.Path);
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        File.CreateSymbolicLink(Log, "other");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "other"), "error.log");

        LogFileException failure = Fails(Log, isRoot: false);

        Assert.Equal(LogFileProblem.NotFound, failure.Reason);
        Assert.Contains("circle", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_follows_no_link_that_others_could_have_laid()
    {
        string secret = Path.Combine(_directory.FullName, "secret");
        File.WriteAllText(secret, "x");
        DirectoryInfo open = _directory.CreateSubdirectory("open");
        File.SetUnixFileMode(open.FullName, All);
        string link = Path.Combine(open.FullName, "error.log");
        File.CreateSymbolicLink(link, secret);
        string directoryLink = Path.Combine(open.FullName, "logs");
        File.CreateSymbolicLink(directoryLink, _directory.FullName);

        LogFileException refused = Fails(link, isRoot: true);
        Assert.Equal(LogFileProblem.UntrustedLink, refused.Reason);
        Assert.Contains(secret, refused.Message, StringComparison.Ordinal);
        Assert.Equal(LogFileProblem.UntrustedLink, Fails(Path.Combine(directoryLink, "secret"), isRoot: true).Reason);
        LogFile.Open(link, isRoot: false).Dispose();
    }

    [Fact]
    public void Root_reads_no_file_of_two_names_where_others_could_have_made_one()
    {
        DirectoryInfo open = _directory.CreateSubdirectory("open");
        File.SetUnixFileMode(open.FullName, All);
        string file = Path.Combine(open.FullName, "error.log");
        File.WriteAllText(file, "x");
        LogFile.Open(file, isRoot: true).Dispose();

        Run("ln", file, Path.Combine(open.FullName, "second"));

        Assert.Equal(LogFileProblem.UntrustedLink, Fails(file, isRoot: true).Reason);
        LogFile.Open(file, isRoot: false).Dispose();
    }

    [Fact]
    public void A_file_that_others_can_write_to_is_read_by_root_under_its_one_name()
    {
        File.WriteAllText(Log, "x");
        File.SetUnixFileMode(Log, All);
        LogFile.Open(Log, isRoot: true).Dispose();

        Run("ln", Log, Path.Combine(_directory.FullName, "second"));

        Assert.Equal(LogFileProblem.UntrustedLink, Fails(Log, isRoot: true).Reason);
    }

    [Fact]
    public void Links_of_the_kernel_into_another_root_are_not_followed()
    {
        File.WriteAllText(Log, "x");

        Assert.Equal(LogFileProblem.UntrustedLink, Fails("/proc/self/root" + Log, isRoot: false).Reason);
    }

    [Fact]
    public void Root_follows_links_that_root_alone_could_have_laid()
    {
        // The system's own: /etc/os-release is a link of root's in a directory of root's.
        using LogFile file = LogFile.Open("/etc/os-release", isRoot: true);

        Assert.Contains("NAME=", ReadAll(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_is_told_by_its_bytes_and_read_through_all_members()
    {
        File.WriteAllBytes(Log, [.. Gzip("one\n"), .. Gzip(""), .. Gzip("two\n")]);

        using LogFile file = LogFile.Open(Log);

        Assert.Equal(LogCompression.Gzip, file.Compression);
        Assert.Equal("one\ntwo\n", ReadAll(file));
        Assert.False(file.IsCutShort);
    }

    [Fact]
    public void A_name_that_lies_about_packing_is_not_believed()
    {
        File.WriteAllText(Log + ".gz", "plain\n");

        using LogFile file = LogFile.Open(Log + ".gz");

        Assert.Equal(LogCompression.None, file.Compression);
        Assert.Equal("plain\n", ReadAll(file));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20_000)]
    public void A_gzip_that_was_cut_gives_what_is_there_and_says_so(int missing)
    {
        string text = ManyLines();
        byte[] packed = Gzip(text);
        File.WriteAllBytes(Log, [.. Gzip("first\n"), .. packed[..^missing]]);

        using LogFile file = LogFile.Open(Log);
        string read = ReadAll(file);

        Assert.StartsWith(read, "first\n" + text, StringComparison.Ordinal);
        Assert.True(read.Length > 1000);
        Assert.True(file.IsCutShort);
    }

    [Fact]
    public void Many_members_in_many_blocks_are_whole()
    {
        byte[] packed = Enumerable.Range(0, 3000).SelectMany(i => Gzip($"line {i}\n")).ToArray();
        File.WriteAllBytes(Log, packed);

        using LogFile file = LogFile.Open(Log);

        Assert.Equal(3000, ReadAll(file).Split('\n').Length - 1);
        Assert.False(file.IsCutShort);
    }

    [Fact]
    public void A_gzip_that_was_damaged_gives_what_is_before_and_says_so()
    {
        byte[] packed = Gzip(ManyLines());
        packed.AsSpan(packed.Length / 2, 64).Fill(0xFF);
        File.WriteAllBytes(Log, packed);

        using LogFile file = LogFile.Open(Log);
        string read = ReadAll(file);

        Assert.StartsWith("line 0 ", read, StringComparison.Ordinal);
        Assert.True(file.IsCutShort);
    }

    [Fact]
    public void Zstandard_is_read_through_all_frames()
    {
        string text = ManyLines();
        File.WriteAllBytes(Log, [.. Zstd(text), .. Zstd("last\n")]);

        using LogFile file = LogFile.Open(Log);

        Assert.Equal(LogCompression.Zstandard, file.Compression);
        Assert.Equal(text + "last\n", ReadAll(file));
        Assert.False(file.IsCutShort);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    public void A_zstandard_that_was_cut_gives_what_is_there_and_says_so(int missing)
    {
        string text = ManyLines();
        File.WriteAllBytes(Log, [.. Zstd("first\n"), .. Zstd(text)[..^missing]]);

        using LogFile file = LogFile.Open(Log);
        string read = ReadAll(file);

        Assert.StartsWith(read, "first\n" + text, StringComparison.Ordinal);
        Assert.True(read.Length > 1000);
        Assert.True(file.IsCutShort);
    }

    [Fact]
    public void A_zstandard_that_was_damaged_gives_what_is_before_and_says_so()
    {
        byte[] packed = Zstd(ManyLines());
        packed.AsSpan(packed.Length - 200, 64).Fill(0xFF);
        File.WriteAllBytes(Log, packed);

        using LogFile file = LogFile.Open(Log);
        ReadAll(file);

        Assert.True(file.IsCutShort);
    }

    [Theory]
    [InlineData("xz", new byte[] { 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00 })]
    [InlineData("bzip2", new byte[] { 0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59 })]
    public void Other_packings_are_named_with_the_way_out(string program, byte[] start)
    {
        File.WriteAllBytes(Log, start);

        LogFileException failure = Fails(Log);

        Assert.Equal(LogFileProblem.UnknownPacking, failure.Reason);
        Assert.Contains($"{program} -dc '{Log}' | Get-NginxUpstreamError", failure.Message, StringComparison.Ordinal);
    }

    private static LogFileException Fails(string path) => Assert.Throws<LogFileException>(() => LogFile.Open(path).Dispose());

    private static LogFileException Fails(string path, bool isRoot) => Assert.Throws<LogFileException>(() => LogFile.Open(path, isRoot).Dispose());

    private static string ReadAll(LogFile file)
    {
        using Stream content = file.OpenContent();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }

    private static string ManyLines()
    {
        var random = new Random(502);
        return string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i} {random.Next()}\n"));
    }

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private byte[] Zstd(string text)
    {
        string plain = Path.Combine(_directory.FullName, "plain");
        File.WriteAllText(plain, text);
        Run("zstd", "-q", "-f", plain, "-o", plain + ".zst");
        return File.ReadAllBytes(plain + ".zst");
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("half", 0)]
    [InlineData("one\n", 4)]
    [InlineData("one\ntwo\nhalf", 8)]
    public void It_can_be_read_to_its_last_complete_line(string content, long length)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            using LogFile file = LogFile.Open(path);
            LogFile complete = file.ToLastCompleteLine();
            File.AppendAllText(path, "more\n");

            Assert.Equal(length, complete.Length);
            complete.Dispose();
            Assert.False(file.Handle.IsClosed);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
