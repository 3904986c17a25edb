using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Makes a parameter of targets of notifications take them as text. A refusal never repeats an address, which may be a secret.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NotificationTargetAttribute : TransformationAttribute<NotificationTarget>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => NotificationTarget.AcceptedForms;

    /// <inheritdoc/>
    protected override string ValueName => "somebody to tell";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out NotificationTarget result)
    {
        if (value is NotificationTarget target)
        {
            result = target;
            return true;
        }

        try
        {
            result = NotificationTarget.Parse((value as string ?? (value as Uri)?.OriginalString) ?? string.Empty);
            return true;
        }
        catch (FormatException wrong)
        {
            throw new ArgumentTransformationMetadataException(wrong.Message, wrong);
        }
    }
}
