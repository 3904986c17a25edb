using System.Globalization;

namespace Nginx502.Completion;

/// <summary>Completes the numbers of changes that can be undone, the latest first.</summary>
public sealed class ChangeCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) => new ChangeJournal().Read().Changes
        .Where(change => change is { Id: not null, State: ChangeState.Committed })
        .OrderByDescending(change => change.Id)
        .Select(change => (change.Id!.Value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{change.Time:yyyy-MM-dd HH:mm} {change.Command}")));

    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Ordered(IEnumerable<(string Text, string Description)> values) => values;
}
