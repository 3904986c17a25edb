using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of Measure-FpmMemory: a configuration that no php-fpm runs with, so that nothing depends on the machine.</summary>
public sealed record MemorySample() : CmdletSample("Measure-FpmMemory", Path.Combine(Package.Repository, "tests", "data", "memory", "php-fpm.conf"))
{
    /// <summary>The sample.</summary>
    public static MemorySample Instance { get; } = new();

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} -FpmConfigPath $args[0]";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
        [(Call, "/nowhere\u001b\u009b"), ($"{Cmdlet} -Pool $args[0] -FpmConfigPath '{Subject}'", "none\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => folder.Write(
        "php-fpm.conf", "[w" + Evil + "]", "user = nobody", "listen = \"/run/" + Evil + ".sock\"", "pm = static", "pm.max_children = 2");
}
