using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>A duration within limits, both allowed.</summary>
/// <param name="shortest">The shortest, as it is written.</param>
/// <param name="longest">The longest, as it is written.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationRangeAttribute(string shortest, string longest) : ValidateArgumentsAttribute
{
    /// <summary>The shortest, as it is written.</summary>
    public string Shortest { get; } = shortest;

    /// <summary>The longest, as it is written.</summary>
    public string Longest { get; } = longest;

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        bool isWithin = arguments is TimeSpan duration
            && DurationText.TryParse(Shortest, out TimeSpan least) && duration >= least
            && DurationText.TryParse(Longest, out TimeSpan most) && duration <= most;
        if (!isWithin)
        {
            throw new ValidationMetadataException($"The duration must be from {Shortest} to {Longest}.");
        }
    }
}
