using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that asks an endpoint: a path at which nothing is.</summary>
/// <param name="Cmdlet">Its name.</param>
public sealed record SocketSample(string Cmdlet) : CmdletSample(Cmdlet, "/nowhere/php-fpm.sock")
{
    /// <summary>A sample for every cmdlet that asks an endpoint.</summary>
    public static IReadOnlyList<SocketSample> Sockets { get; } = [new("Test-FpmSocket")];

    /// <inheritdoc/>
    public override bool IsTable => false;

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} $args[0] -WarningAction SilentlyContinue";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
    [
        ($"$args[0] | {Cmdlet}", "no endpoint\u001b\u009b"),
        ($"{Cmdlet} /nowhere/x.sock -AsUser $args[0]", "nobody\u001b\u009b"),
    ];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => folder.Write("x" + Evil + ".sock", "no socket");
}
