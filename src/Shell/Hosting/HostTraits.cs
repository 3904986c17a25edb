namespace Nginx502.Shell.Hosting;

/// <summary>What the module can ask this host through <c>$Host.PrivateData</c>.</summary>
public sealed class HostTraits
{
    /// <summary>True when a person sits at a terminal and can answer a question.</summary>
    public required bool IsInteractive { get; init; }
}
