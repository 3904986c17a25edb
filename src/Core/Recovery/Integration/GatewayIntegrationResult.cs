using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// Whether PHP runs in a pool, asked through php-fpm alone and through one location of nginx that leads there, and which half fails. It belongs to a machine and a
/// moment; its texts are safe to show.
/// </summary>
public sealed record GatewayIntegrationResult
{
    [JsonConstructor]
    internal GatewayIntegrationResult()
    {
    }

    /// <summary>True when nothing that was tested fails, and something passed.</summary>
    public bool Passed { get; init; }

    /// <summary>Which half fails.</summary>
    public IntegrationHalf FailedHalf { get; init; }

    /// <summary>What that rests on, both halves in sentences.</summary>
    public string Explanation { get; init; } = string.Empty;

    /// <summary>The name of the pool.</summary>
    public string Pool { get; init; } = string.Empty;

    /// <summary>The file of the pool.</summary>
    public string ConfigurationPath { get; init; } = string.Empty;

    /// <summary>Where it listens; null where that is no address.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>php-fpm alone.</summary>
    public FpmIntegration Fpm { get; init; } = new(IntegrationState.NotSeen, string.Empty, null, null, null, null);

    /// <summary>Through nginx.</summary>
    public NginxIntegration Nginx { get; init; } = new(IntegrationState.NotSeen, string.Empty, string.Empty, string.Empty, null, null, null, null, null, null, null);

    /// <summary>What PHP said of itself; null where no probe was answered.</summary>
    public PhpFacts? Php { get; init; }

    /// <summary>What makes it good, or what would have it seen.</summary>
    public Remedy[] Remedies { get; init; } = [];

    /// <summary>Probes that could not be removed, by their full paths.</summary>
    public string[] Leftovers { get; init; } = [];

    /// <summary>When it was tested, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How long both halves took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>The machine and its boot.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>The pool and which half fails.</summary>
    public override string ToString() => $"{Pool}: {(Passed ? "passed" : FailedHalf == IntegrationHalf.None ? "not tested" : $"{FailedHalf} fails")}";
}
