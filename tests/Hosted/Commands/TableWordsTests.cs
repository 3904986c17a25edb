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
}
