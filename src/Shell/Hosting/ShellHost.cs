using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace Nginx502.Shell.Hosting;

/// <summary>The program as the engine sees it: a host without a prompt of its own.</summary>
internal sealed class ShellHost(ShellInterface shellInterface, bool isInteractive) : PSHost
{
    /// <summary>The code that the script gave to <c>exit</c>, or null when it did not.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override string Name => "nginx502";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override PSObject PrivateData { get; } = PSObject.AsPSObject(new HostTraits { IsInteractive = isInteractive });

    /// <inheritdoc/>
    public override PSHostUserInterface UI => shellInterface;

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() =>
        throw new PSNotSupportedException("nginx502 has no prompt. Use pwsh to work interactively.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => EnterNestedPrompt();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
