using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>A duration that must be longer than nothing.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PositiveDurationAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not TimeSpan duration || duration <= TimeSpan.Zero)
        {
            throw new ValidationMetadataException($"The duration must be longer than 0. Give {DurationText.AcceptedForms}.");
        }
    }
}
