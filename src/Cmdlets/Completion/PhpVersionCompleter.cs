namespace Nginx502.Completion;

/// <summary>Completes the versions of PHP that have pools, as 8.2.</summary>
public sealed class PhpVersionCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        GatewayReader.ReadFpm(target).Readings
            .Where(reading => reading.Configuration.Options.PhpVersion is not null)
            .Select(reading => (string.Join('.', reading.Configuration.Options.PhpVersion!.Split('.').Take(2)), reading.Configuration.Path));
}
