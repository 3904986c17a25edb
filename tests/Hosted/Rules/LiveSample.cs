using System.Text;
using System.Text.Json;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that asks a pool over FastCGI: a listener of the tests in its place, named by its endpoint.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Required">What it must have.</param>
public sealed record LiveSample(string Cmdlet, string Required) : CmdletSample(Cmdlet, Working.Value.Endpoint)
{
    private const string Worker =
        ",\"processes\":[{\"pid\":4711,\"state\":\"Running\",\"start time\":1764000000,\"start since\":60,\"requests\":7,\"request duration\":1500000,\"request method\":\"GET\",\"request uri\":URI,\"content length\":0,\"user\":\"-\",\"script\":URI,\"last request cpu\":0.00,\"last request memory\":0}]";

    // They listen as long as the tests run.
    private static readonly Lazy<FastCgiStub> Working = new(() => FastCgiStub.Answering(PageOf("www", "/index.php?a=1"), "PHP message: a line\n"));
    private static readonly Lazy<FastCgiStub> Hostile = new(() => FastCgiStub.Answering(
        "X-Evil: " + Utf8(Evil).Replace("\n", string.Empty, StringComparison.Ordinal) + "\r\n" + PageOf("w" + Evil, "/" + Evil), Utf8(Evil)));

    /// <summary>A sample for every cmdlet that asks.</summary>
    public static IReadOnlyList<LiveSample> Lives { get; } = [new("Get-FpmStatus", string.Empty), new("Invoke-FpmRequest", "-ScriptPath /srv/index.php")];

    /// <inheritdoc/>
    public override bool IsTable => Cmdlet.StartsWith("Get-", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string Call => $"{Alone} {(IsTable ? "-Full:$false " : string.Empty)}-Endpoint $args[0] -Timeout 30";

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} {Required}".TrimEnd();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [($"{Alone} -Endpoint $args[0] -Timeout 1", "/nowhere\u001b\u009b.sock"), ($"{Alone} -FpmConfigPath $args[0]", "/nowhere\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => Hostile.Value.Endpoint;

    private static string PageOf(string pool, string uri) =>
        "Content-type: application/json\r\n\r\n{\"pool\":" + JsonSerializer.Serialize(pool)
        + ",\"process manager\":\"dynamic\",\"start time\":1764000000,\"start since\":60,\"accepted conn\":4,\"listen queue\":0,\"max listen queue\":0,\"listen queue len\":511,\"idle processes\":1,\"active processes\":1,\"total processes\":2,\"max active processes\":2,\"max children reached\":0,\"slow requests\":0"
        + Worker.Replace("URI", JsonSerializer.Serialize(uri), StringComparison.Ordinal) + "}";

    private static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
