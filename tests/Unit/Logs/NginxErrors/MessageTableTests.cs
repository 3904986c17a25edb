using System.Text.RegularExpressions;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>Every message of tests/data/nginx-error/messages.tsv means what its row says.</summary>
public partial class MessageTableTests
{
    public static TheoryData<string> Ids() => [.. MessageRow.All.Select(row => row.Id)];

    [Fact]
    public void The_table_is_whole()
    {
        Assert.Equal(246, MessageRow.All.Count);
        Assert.Equal(246, MessageRow.All.Select(row => row.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_line_means_what_its_row_says(string id)
    {
        foreach (MessageExample expected in MessageRow.All.Single(row => row.Id == id).Examples())
        {
            NginxUpstreamError error = ErrorLines.One(expected.Line);

            var actual = new MessageExample(
                error.GetRawLine(), error.Message, error.Symptom, error.AttemptStatus, error.IsUpstreamError, error.Operation, error.ErrorNumber, error.ErrorText);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Only_upstream_errors_are_shown_unasked(string id)
    {
        foreach (MessageExample expected in MessageRow.All.Single(row => row.Id == id).Examples())
        {
            Assert.Equal(expected.IsUpstreamError ? 1 : 0, ErrorLines.Read(expected.Line).Count);
        }
    }

    [Theory]
    [InlineData("emerg")]
    [InlineData("alert")]
    [InlineData("crit")]
    [InlineData("error")]
    [InlineData("warn")]
    [InlineData("notice")]
    [InlineData("info")]
    [InlineData("debug")]
    public void At_any_level_the_same_lines_are_errors_whether_the_others_are_shown_or_not(string level)
    {
        string log = string.Join('\n', MessageRow.All.SelectMany(row => row.Examples()).Select(example => Level().Replace(example.Line, $"[{level}]", 1)));

        IEnumerable<NginxUpstreamError> errors = ErrorLines.Read(log, ErrorLines.All).Where(error => error.IsUpstreamError);

        Assert.Equal(errors.Select(error => (error.LineNumber, error.Symptom)), ErrorLines.Read(log).Select(error => (error.LineNumber, error.Symptom)));
    }

    [Fact]
    public void What_was_read_before_changes_nothing()
    {
        MessageExample[] examples = MessageRow.All.SelectMany(row => row.Examples()).ToArray();
        MessageExample[] shuffled = [.. examples, .. examples, .. examples];
        new Random(502).Shuffle(shuffled);

        IReadOnlyList<NginxUpstreamError> errors = ErrorLines.Read(string.Join('\n', shuffled.Select(example => example.Line)), ErrorLines.All);

        Assert.Equal(
            shuffled.Select(expected => (expected.Line, expected.Message, expected.Symptom, expected.AttemptStatus, expected.Operation, expected.ErrorNumber, expected.ErrorText)),
            errors.Select(error => (error.GetRawLine(), error.Message, error.Symptom, error.AttemptStatus, error.Operation, error.ErrorNumber, error.ErrorText)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_status_is_that_of_nginx(string id)
    {
        MessageRow row = MessageRow.All.Single(row => row.Id == id);
        foreach (MessageExample expected in row.Examples().Where(example => example.AttemptStatus is not null))
        {
            Assert.Contains($"{expected.AttemptStatus}", row.HttpStatus, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"\[[a-z]+\]")]
    private static partial Regex Level();
}
