using Nginx502.Load;

namespace Nginx502.UnitTests.Load;

public class LoadJudgementTests
{
    private static readonly FpmEndpoint Socket = FpmEndpoint.Parse("/run/php/php8.2-fpm.sock");
    private static readonly LoadPool Full = new("www", "/etc/php/8.2/fpm/pool.d/www.conf", Socket, 6, 5, 2, 2, 2, 50);
    private static readonly LoadPool Calm = new("www", "/etc/php/8.2/fpm/pool.d/www.conf", Socket, 0, 511, 1, 5, 5, 50);

    private static LoadEvidence Good => new() { Concurrency = 128, Answers = 1000, P95 = TimeSpan.FromMilliseconds(20), StatusCounts = [new(200, 1000)], Pools = [Calm] };

    private static LoadEvidence Failing => Good with { Failed = 40, FirstFailure = 83, StatusCounts = [new(200, 960), new(502, 40)] };

    [Fact]
    public void What_held_broke_nowhere()
    {
        Assert.Equal(LoadVerdict.Held, LoadJudgement.Judge(Good));
        Assert.Null(LoadJudgement.WhereItBroke(Good));

        // A symptom of another visitor alone is no failure of this load.
        Assert.Null(LoadJudgement.WhereItBroke(Good with { Symptoms = [new(Symptom.SocketMissing, "fastcgi://unix:/run/other.sock", null, 3)] }));
        Assert.Equal(LoadVerdict.Held, LoadJudgement.Judge(Good with { Unfinished = 2, StatusCounts = [new(404, 1000)] }));
    }

    [Fact]
    public void What_nginx_logged_names_it()
    {
        LoadBreak broke = LoadJudgement.WhereItBroke(Failing with { Symptoms = [new(Symptom.BacklogFull, "fastcgi://unix:/run/php/php8.2-fpm.sock", Socket, 40)], Pools = [Full] })!;

        Assert.Equal("BacklogFull at 83 concurrent", broke.ToString());
        Assert.Equal((Symptom.BacklogFull, "www"), (broke.Symptom, broke.Pool));
        Assert.Contains("40 times of fastcgi://unix:/run/php/php8.2-fpm.sock", broke.Explanation, StringComparison.Ordinal);
        Assert.Contains("www: 2 of 2 busy, 6 of 5 waiting", broke.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_queue_counts_before_what_follows_from_it() => Assert.Equal(
        "BacklogFull at 83 concurrent",
        LoadJudgement.WhereItBroke(Failing with { Symptoms = [new(Symptom.NoLiveUpstreams, "php", null, 900), new(Symptom.BacklogFull, null, null, 2)] })!.ToString());

    [Fact]
    public void A_rate_is_named_as_a_rate() => Assert.Equal(
        "ResponseTimedOut at 250 requests a second", LoadJudgement.WhereItBroke(Failing with { Rate = 250, Symptoms = [new(Symptom.ResponseTimedOut, null, null, 2)] })!.ToString());

    [Theory]
    [InlineData(502, "Status502", false)]
    [InlineData(503, "Status503", true)]
    [InlineData(429, "Status429", true)]
    public void Without_a_log_the_status_names_it(int status, string name, bool isLimit)
    {
        LoadBreak broke = LoadJudgement.WhereItBroke(Failing with { StatusCounts = [new(200, 960), new(status, 40)] })!;

        Assert.Equal((name, null), (broke.Name, broke.Symptom));
        Assert.Equal(isLimit, broke.Explanation.Contains("limit_req", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LoadErrorKind.QueueFull, "BacklogFull")]
    [InlineData(LoadErrorKind.Refused, "Refused")]
    [InlineData(LoadErrorKind.TimedOut, "TimedOut")]
    [InlineData(LoadErrorKind.ClosedEarly, "ClosedEarly")]
    public void Without_answers_the_error_names_it(LoadErrorKind kind, string name) =>
        Assert.Equal(name, LoadJudgement.WhereItBroke(Good with { Failed = 5, FirstFailure = 9, Errors = [new(kind, 5, 0)] })!.Name);

    [Fact]
    public void A_time_that_was_over_before_a_full_queue_is_that_queue()
    {
        LoadBreak broke = LoadJudgement.WhereItBroke(Good with { Failed = 5, FirstFailure = 9, Errors = [new(LoadErrorKind.ConnectTimedOut, 5, 0)], Pools = [Full] })!;

        Assert.Equal(("BacklogFull", "www"), (broke.Name, broke.Pool));
    }

    [Theory]
    [InlineData(LoadErrorKind.NoLocalPort)]
    [InlineData(LoadErrorKind.TooManyOpenFiles)]
    public void A_limit_of_who_asks_is_told_as_that(LoadErrorKind kind)
    {
        LoadBreak broke = LoadJudgement.WhereItBroke(Failing with { Errors = [new(kind, 5, 0)], Symptoms = [new(Symptom.BacklogFull, null, null, 2)] })!;

        Assert.Equal($"{kind}", broke.Name);
        Assert.Contains("limit of who asks", broke.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Slower_than_the_bound()
    {
        LoadEvidence slow = Good with { MaxLatency = TimeSpan.FromMilliseconds(10) };

        Assert.Equal(LoadVerdict.TooSlow, LoadJudgement.Judge(slow));
        Assert.Equal("MaxLatency at 128 concurrent", LoadJudgement.WhereItBroke(slow)!.ToString());
        Assert.Equal(LoadVerdict.Held, LoadJudgement.Judge(slow with { MaxLatency = TimeSpan.FromMilliseconds(20) }));
        Assert.Equal(LoadVerdict.Failed, LoadJudgement.Judge(slow with { Failed = 1 }));
    }

    [Theory]
    [InlineData(0, LoadVerdict.Held)]
    [InlineData(10, LoadVerdict.Held)]
    [InlineData(11, LoadVerdict.RateNotReached)]
    public void A_rate_that_is_not_reached(long unsent, LoadVerdict verdict) => Assert.Equal(verdict, LoadJudgement.Judge(Good with { Rate = 500, Unsent = unsent }));

    [Fact]
    public void Nothing_that_answers_in_the_time() => Assert.Equal("NoAnswer", LoadJudgement.WhereItBroke(new LoadEvidence { Concurrency = 4, Unfinished = 4 })!.Name);
}
