namespace Nginx502.Nginx;

/// <summary>One file of a configuration.</summary>
/// <param name="Path">The full path, as nginx names it.</param>
/// <param name="Bytes">Its bytes as they were read.</param>
public sealed record NginxConfigurationFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
