namespace Nginx502.Nginx;

/// <summary>Tells whether two lists of arguments are the same to nginx.</summary>
internal static class ValueEquality
{
    /// <summary>True for the same words, the same time, the same size, and switches in whatever case.</summary>
    public static bool AreEqual(DirectiveValueKind kind, IReadOnlyList<string> left, IReadOnlyList<string> right) => kind == DirectiveValueKind.Mask
        ? left.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(right)
        : left.Count == right.Count && left.Zip(right).All(pair => pair.First == pair.Second || AreEqual(kind, pair.First, pair.Second));

    private static bool AreEqual(DirectiveValueKind kind, string left, string right) => kind switch
    {
        DirectiveValueKind.Flag or DirectiveValueKind.Enum => left.Equals(right, StringComparison.OrdinalIgnoreCase),
        DirectiveValueKind.Time => NginxTime.TryParseMilliseconds(left, out long time) && NginxTime.TryParseMilliseconds(right, out long other) && time == other,
        DirectiveValueKind.Seconds => NginxTime.TryParseSeconds(left, out long time) && NginxTime.TryParseSeconds(right, out long other) && time == other,
        DirectiveValueKind.Size or DirectiveValueKind.Sizes or DirectiveValueKind.Buffers =>
            NginxSize.TryParse(left, out long size) && NginxSize.TryParse(right, out long other) && size == other,
        DirectiveValueKind.Offset => NginxSize.TryParseOffset(left, out long size) && NginxSize.TryParseOffset(right, out long other) && size == other,
        _ => false,
    };
}
