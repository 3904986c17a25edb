using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Makes a parameter of messages take what there is to tell: the result of a recovery, or a diagnosis.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NotificationSubjectAttribute : TransformationAttribute<NotificationMessage>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => "what Invoke-502Recovery or Get-502Diagnosis gives";

    /// <inheritdoc/>
    protected override string ValueName => "anything to tell people";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out NotificationMessage result)
    {
        NotificationMessage? message = value switch
        {
            NotificationMessage told => told,
            RecoveryResult recovery => NotificationMessage.Of(recovery),
            GatewayDiagnosis diagnosis => NotificationMessage.Of(diagnosis),
            _ => null,
        };
        result = message!;
        return message is not null;
    }
}
