namespace Nginx502.Completion;

/// <summary>Completes the programs that can run the module: where pwsh and nginx502 usually lie, as far as they are there.</summary>
public sealed class HostProgramCompleter : ValueCompleter
{
    private static readonly string[] Usual =
    [
        "/usr/bin/pwsh", "/usr/local/bin/pwsh", "/opt/microsoft/powershell/7/pwsh", "/snap/bin/pwsh", "/usr/bin/nginx502", "/usr/local/bin/nginx502", "/opt/nginx502/nginx502",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        Usual.Append(Environment.ProcessPath ?? string.Empty).Where(path => Path.GetFileName(path) is "pwsh" or "nginx502" && File.Exists(path)).Select(path => (SafeText.Escape(path), "runs the module"));
}
