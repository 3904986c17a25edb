using System.Globalization;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Troubles of a site that lie close together are told apart by the good answers between them; one that strikes now and then stays one.</summary>
public sealed class FailureEpisodeTests
{
    private static readonly DateTime Begin = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

    // x failed and . went well, one each second; y is another address, and failed.
    [Theory]
    [InlineData("xxxxx....................xxx", 25, 3, 3)]
    [InlineData("xxxx..........xxx", 14, 3, 3)]
    [InlineData("xxxx..........yxx", 15, 2, 2)]
    [InlineData("xxxxyy..........xyx", 16, 3, 3)]
    [InlineData("yyyy..........yyy", 0, 7, 17)]
    [InlineData("xxxxx...xxx", 0, 8, 11)]
    [InlineData("x....................xxx", 0, 4, 24)]
    [InlineData("..x.xx..x.x.x..xx...x.x....xx..x", 2, 13, 30)]
    [InlineData("x....x....x....x....x....x....x....x....................x", 0, 9, 57)]
    public void GoodAnswersPartThem(string answers, int since, int failed, int total)
    {
        FailureEpisode? episode = EpisodeOf(answers.Select((answer, second) => (Begin.AddSeconds(second), answer == '.' ? 200 : 502, answer == 'y' ? "/other" : "/")));

        Assert.Equal(new FailureEpisode(Begin.AddSeconds(since), failed, total), episode! with { GoodBefore = null });
        Assert.Equal(answers[..since].Contains('.', StringComparison.Ordinal) && answers[since] == 'x' ? Begin.AddSeconds(answers.LastIndexOf('.', since)) : null, episode.GoodBefore);
    }

    [Fact]
    public void APausePartsThemToo() =>
        Assert.Equal(new FailureEpisode(Begin.AddMinutes(12), 2, 2), EpisodeOf(new[] { 0, 1, 12, 13 }.Select(minute => (Begin.AddMinutes(minute), 502, "/"))));

    // e was told by the error log, x by none: what a configuration says is told apart from the faults before it.
    [Theory]
    [InlineData("eeee.....xxx", 9, 3, 3)]
    [InlineData("eee.xx.x", 4, 3, 4)]
    [InlineData("xxx", 0, 3, 3)]
    public void WhatTheErrorLogDoesNotTellIsCountedByItself(string answers, int since, int failed, int total) =>
        Assert.Equal(new FailureEpisode(Begin.AddSeconds(since), failed, total), Of(answers).Unlogged! with { GoodBefore = null });

    [Theory]
    [InlineData("xxx.eee")]
    [InlineData("eee")]
    public void WhatTheErrorLogTellsIsNotCounted(string answers) => Assert.Null(Of(answers).Unlogged);

    private static AnswerCount Of(string answers)
    {
        int last = answers.LastIndexOf('e');
        ErrorEvidence[] errors = last < 0 ? [] : [new ErrorEvidence(Symptom.ConnectionRefused, 502, null, null, null, answers.Count(answer => answer == 'e'), Begin, Begin.AddSeconds(last), [])];
        return Read(answers.Select((answer, second) => (Begin.AddSeconds(second), answer == '.' ? 200 : 502, "/")), errors);
    }

    private static FailureEpisode? EpisodeOf(IEnumerable<(DateTime Time, int Status, string Path)> answers) => Read(answers, []).Episode;

    private static AnswerCount Read(IEnumerable<(DateTime Time, int Status, string Path)> answers, ErrorEvidence[] errors)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, answers.Select(answer => $"127.0.0.1 - - [{answer.Time.ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(24, 1)}] \"GET {answer.Path} HTTP/1.1\" {answer.Status} 150 \"-\" \"curl\""), Encoding.UTF8);
            var log = new LocatedLog(new WrittenLog { Path = path, IsAccessLog = true, Presence = LogPresence.Readable }, FileTree.Host, path, []);
            LogEvidence read = new LogEvidenceCollector(Begin.AddHours(-1), new SnapshotGaps(), CancellationToken.None).Answers(new LocatedLogs([log], []), [.. errors.Select(error => (error, Array.Empty<string>()))], CancellationToken.None);
            return read.Answers.Single(count => count.Status == 502);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
