namespace Nginx502.Build.Demo;

/// <summary>Breaks a real nginx and php-fpm on purpose, and shows each error as the cmdlets see it.</summary>
internal sealed class DemoTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Demo";

    /// <inheritdoc/>
    public string Summary => "starts a real nginx and php-fpm, breaks them, and shows what the cmdlets say";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments) =>
        throw new BuildException("The demonstration is not there yet.");
}
