using System.Text;
using Nginx502.Logs;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Logs.Reading;

public class TextLogTests
{
    private const string TraceStart = "2026/11/23 03:49:06 [error] 1#1: *1 FastCGI sent in stderr: \"PHP message: a";
    private const string TraceEnd = "#1\" while reading response header from upstream, client: 192.0.2.1, server: x";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Lines_one_by_one_are_what_a_file_gives(int seed)
    {
        byte[] bytes = new RandomLog(seed).Write(400_000);
        string text = Encoding.UTF8.GetString(bytes);
        (IReadOnlyList<NginxUpstreamError> expected, ReadStatistics expectedStatistics) = SequentialReading.Read(Encoding.UTF8.GetBytes(text), ErrorLines.All);
        var statistics = new ReadStatistics();
        TextLog<NginxUpstreamError> log = NewLog(LogQuery.Everything, statistics);

        List<NginxUpstreamError> errors = [.. text.Split('\n').SelectMany(log.Add), .. log.Complete()];

        Assert.Equal(expected.Select(Of), errors.Select(Of));
        Assert.Equal(expectedStatistics.NotUnderstood, statistics.NotUnderstood);
        Assert.Equal(expected.Select(Of), ErrorLines.Read(text, ErrorLines.All).Select(Of));

        static (long?, long, Symptom, string) Of(NginxUpstreamError error) => (error.LineNumber, error.Offset, error.Symptom, error.GetRawLine());
    }

    [Fact]
    public void A_complete_line_is_given_at_once()
    {
        TextLog<NginxUpstreamError> log = NewLog();

        Assert.Single(log.Add(ErrorLines.Refused));
        Assert.Empty(log.Complete());
    }

    [Fact]
    public void A_trace_is_given_when_it_is_whole()
    {
        TextLog<NginxUpstreamError> log = NewLog();

        Assert.Empty(log.Add(TraceStart));
        Assert.Empty(log.Add("#0"));
        NginxUpstreamError error = Assert.Single(log.Add(TraceEnd));
        Assert.Equal(1, error.LineNumber);
        Assert.Equal(4, Assert.Single(log.Add(ErrorLines.Refused)).LineNumber);
    }

    [Fact]
    public void What_is_not_whole_is_given_by_the_next_record_and_at_the_end()
    {
        TextLog<NginxUpstreamError> log = NewLog();
        Assert.Empty(log.Add(TraceStart));

        Assert.Equal([Symptom.PhpMessage, Symptom.ConnectionRefused], log.Add(ErrorLines.Refused).Select(error => error.Symptom));

        Assert.Empty(log.Add(TraceStart));
        Assert.Equal(Symptom.PhpMessage, Assert.Single(log.Complete()).Symptom);
        Assert.Empty(log.Complete());
    }

    [Fact]
    public void Text_of_several_lines_counts_its_lines()
    {
        TextLog<NginxUpstreamError> log = NewLog();

        List<NginxUpstreamError> errors = [.. log.Add(ErrorLines.Refused + "\r\n" + ErrorLines.Refused + "\n"), .. log.Add(""), .. log.Add(ErrorLines.Refused)];

        Assert.Equal([1, 2, 4], errors.Select(error => error.LineNumber));
        Assert.Equal([0, ErrorLines.Refused.Length + 2, (2 * ErrorLines.Refused.Length) + 4], errors.Select(error => error.Offset));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_tail_comes_at_the_end(int tail)
    {
        TextLog<NginxUpstreamError> log = NewLog(new LogQuery(Tail: tail));

        Assert.Empty(Enumerable.Range(0, 5).SelectMany(_ => log.Add(ErrorLines.Refused)).ToArray());

        Assert.Equal(new long?[] { 1, 2, 3, 4, 5 }.TakeLast(tail), log.Complete().Select(error => error.LineNumber));
    }

    [Fact]
    public void Times_outside_are_left_out()
    {
        string[] times = ["03:49:06", "03:49:07", "03:49:08"];
        TextLog<NginxUpstreamError> log = NewLog(new LogQuery(new DateTime(2026, 11, 23, 3, 49, 7), new DateTime(2026, 11, 23, 3, 49, 7)));

        NginxUpstreamError error = Assert.Single(times.SelectMany(time => log.Add(ErrorLines.Refused.Replace("03:49:06", time, StringComparison.Ordinal))));

        Assert.Equal(7, error.Time!.Value.Second);
    }

    [Fact]
    public void A_line_without_end_is_cut_and_counted()
    {
        var statistics = new ReadStatistics();
        TextLog<NginxUpstreamError> log = NewLog(LogQuery.Everything, statistics);

        NginxUpstreamError error = Assert.Single(log.Add(ErrorLines.Refused[..^1] + new string('x', 200_000)));

        Assert.Equal(1, statistics.Shortened);
        Assert.Equal(ushort.MaxValue, error.GetRawLine().Length);
        Assert.Equal(Symptom.ConnectionRefused, error.Symptom);
    }

    private static TextLog<NginxUpstreamError> NewLog(LogQuery? query = null, ReadStatistics? statistics = null) =>
        new(new NginxErrorRecordReader(ErrorLines.All), query ?? LogQuery.Everything, statistics ?? new ReadStatistics());
}
