using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Sentences in tables are broken between words in every language of the terminal: pwsh itself does so in some only, and this host's is none of them.</summary>
public sealed class TableWordsTests : IDisposable
{
    private const string Sentence = "nginx answered with something else than what PHP wrote, perhaps because another location takes the request before it reaches the pool";

    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Nginx502.NginxIntegration")]
    [InlineData("Nginx502.FpmIntegration")]
    public void NoWordIsCut(string type)
    {
        string shown = _session.Show($"[pscustomobject]@{{ PSTypeName = '{type}'; State = 'Failed'; Explanation = '{Sentence}' }}");
        string[] words = shown.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

        Assert.All(Sentence.Split(' '), word => Assert.Contains(word, words));
    }

    [Fact]
    public void A_load_without_an_answer_has_no_latency() =>
        Assert.DoesNotContain("0.00", _session.Show("[pscustomobject]@{ PSTypeName = 'Nginx502.GatewayLoadResult'; Concurrency = 2; RequestsPerSecond = 0.0; Latency = [pscustomobject]@{ P50 = [timespan]::Zero; P99 = [timespan]::Zero } }"));

    [Theory]
    [InlineData("Unchanged", "$true", "Done")]
    [InlineData("Unchanged", "$false", "Unchanged")]
    [InlineData("Committed", "$true", "Committed")]
    public void A_service_that_was_restarted_is_not_called_unchanged(string state, string isReloaded, string shown) =>
        Assert.Contains($" {shown} ", _session.Show($"[pscustomobject]@{{ PSTypeName = 'Nginx502.GatewayChange'; State = '{state}'; IsReloaded = {isReloaded}; Command = 'Restart-GatewayService'; Time = [datetime]'2026-11-26' }}"));
}
