using System.Text.Json;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Notification;

public sealed class WebhookBodyTests
{
    private static readonly NotificationMessage Message = new()
    {
        Subject = "s",
        Summary = "\"; \\ \n\u001b </script>",
        Outcome = "Recovered",
        Cause = Cause.FpmNotRunning,
        ComputerName = "web1",
        Time = new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero),
        Done = ["a", "b"],
        Text = "lines\n",
    };

    [Fact]
    public void The_usual_body_is_one_that_chat_programs_show()
    {
        using var body = JsonDocument.Parse(WebhookBody.Of(Message, null));
        Assert.Equal("s\nlines\n", body.RootElement.GetProperty("text").GetString());
        Assert.Equal("FpmNotRunning", body.RootElement.GetProperty("cause").GetString());
        Assert.Equal(Message.Summary, body.RootElement.GetProperty("summary").GetString());
    }

    [Theory]
    [InlineData("{\"x\": \"{Summary}\"}", "\"; \\ \n\u001b </script>")]
    [InlineData("{\"x\": \"{Outcome}: {Cause} on {ComputerName} at {Time}, {Done}\"}", "Recovered: FpmNotRunning on web1 at 2026-11-26T03:00:00+00:00, a; b")]
    [InlineData("{\"x\": \"\"}", "")]
    public void A_given_body_stays_the_json_that_it_is(string template, string value)
    {
        Assert.Null(WebhookBody.Explain(template));
        using var body = JsonDocument.Parse(WebhookBody.Of(Message, template));
        Assert.Equal(value, Assert.Single(body.RootElement.EnumerateObject()).Value.GetString());
    }

    [Theory]
    [InlineData("{\"x\": \"{Sumary}\"}", "{Sumary} is no name")]
    [InlineData("{\"x\": {Summary}}", "no JSON")]
    [InlineData("text", "no JSON")]
    [InlineData("", "no JSON")]
    public void What_is_no_body_is_refused(string template, string problem) => Assert.Contains(problem, WebhookBody.Explain(template));
}
