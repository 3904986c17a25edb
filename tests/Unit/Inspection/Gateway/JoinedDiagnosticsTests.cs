using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Gateway;

public sealed class JoinedDiagnosticsTests
{
    private static readonly ConfigurationDiagnostic Own = new(Severity.Error, "UnknownDirective", "unknown directive \"lisen\"", "/etc/nginx/nginx.conf", 4, 9, "Did you mean \"listen\"?");

    [Fact]
    public void Without_the_programs_word_our_own_stands() => Assert.Equal([Own], Join([], [Own], wasRun: false, exitCode: null));

    [Theory]
    [InlineData("unknown directive \"lisen\"", null, null, "the same words")]
    [InlineData("unknown directive \"lisen\"", "/etc/nginx/nginx.conf", 7, "the same words at the line where nginx noticed")]
    [InlineData("other words", "/etc/nginx/nginx.conf", 4, "the same line")]
    [InlineData("syntax error, unexpected '('", null, null, "a syntax error of php-fpm without a place")]
    public void One_finding_has_the_programs_words_and_our_column_and_advice(string message, string? path, int? line, string why)
    {
        ConfigurationDiagnostic joined = Assert.Single(Join([Said(message, path, line)], [Own]));

        Assert.Equal((message, Own.Id, Own.Path, Own.LineNumber, Own.Column, Own.Advice, "nginx"), (joined.Message, joined.Id, joined.Path, joined.LineNumber, joined.Column, joined.Advice, joined.Source));
        Assert.NotEmpty(why);
    }

    [Theory]
    [InlineData("other words", "/etc/nginx/nginx.conf", 5)]
    [InlineData("other words", "/etc/nginx/mime.types", 4)]
    [InlineData("other words", null, null)]
    public void Two_findings_stay_two_the_programs_first(string message, string? path, int? line) =>
        Assert.Equal(["nginx", "Nginx502"], Join([Said(message, path, line)], [Own]).Select(diagnostic => diagnostic.Source));

    [Fact]
    public void A_finding_of_ours_is_joined_with_one_of_the_programs_only() =>
        Assert.Equal(["nginx", "nginx"], Join([Said("a", Own.Path, 4), Said("b", Own.Path, 4)], [Own]).Select(diagnostic => diagnostic.Source));

    [Fact]
    public void A_note_of_ours_is_no_finding_of_the_programs() =>
        Assert.Equal(2, Join([Said("a", Own.Path, 4)], [Own with { Severity = Severity.Note }]).Count);

    [Fact]
    public void The_place_that_the_program_names_stays_where_we_know_none()
    {
        ConfigurationDiagnostic joined = Assert.Single(Join([Said(Own.Message, "/etc/nginx/nginx.conf", 7)], [Own with { Path = null, LineNumber = null, Column = null }]));

        Assert.Equal("/etc/nginx/nginx.conf:7", joined.Place);
    }

    [Fact]
    public void The_programs_advice_goes_before_ours() =>
        Assert.Equal("Its own.", Assert.Single(Join([Said(Own.Message, null, null) with { Advice = "Its own." }], [Own])).Advice);

    [Theory]
    [InlineData(0, false, Severity.Warning, "it accepts what we would have it refuse: we are wrong")]
    [InlineData(0, true, Severity.Error, "it accepts, as we thought, and does not look for this")]
    [InlineData(1, false, Severity.Error, "it refuses for another reason first")]
    [InlineData(null, false, Severity.Error, "it was killed")]
    public void A_program_that_accepts_knows_better_than_our_refusal(int? exitCode, bool isAccepted, Severity expected, string why)
    {
        Assert.Equal(expected, Assert.Single(Join([], [Own], exitCode: exitCode, isAccepted: isAccepted)).Severity);
        Assert.NotEmpty(why);
    }

    private static ConfigurationDiagnostic Said(string message, string? path, int? line) => new(Severity.Error, "NginxEmerg", message, path, line, Source: "nginx");

    private static IReadOnlyList<ConfigurationDiagnostic> Join(
        IReadOnlyList<ConfigurationDiagnostic> said, IReadOnlyList<ConfigurationDiagnostic> own, bool wasRun = true, int? exitCode = 1, bool isAccepted = false) => JoinedDiagnostics.Of(
        new ConfigurationCheck(exitCode == 0, wasRun, "/usr/sbin/nginx", [], exitCode, true, false, said, string.Empty, [], TimeSpan.Zero), own, isAccepted);
}
