using System.Management.Automation;
using Nginx502.Internal;

namespace Nginx502.Binding;

/// <summary>Makes a parameter of snapshots take the forms in which they travel: the object, what remoting or a job makes of it, and its JSON.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SnapshotAttribute : TransformationAttribute<GatewaySnapshot>
{
    /// <summary>True where files bind too, by another parameter.</summary>
    public bool LeavesFiles { get; set; }

    /// <inheritdoc/>
    protected override string AcceptedForms => "what Get-502Snapshot or Import-502Snapshot gives, here or through remoting, or the whole of the JSON that Export-502Snapshot writes; a file is read by Import-502Snapshot";

    /// <inheritdoc/>
    protected override string ValueName => "a snapshot";

    /// <summary>A diagnosis, a recovery or a file is no snapshot, and a cmdlet may take it otherwise.</summary>
    protected override bool MayBindOtherwise(PSObject original)
    {
        ArgumentNullException.ThrowIfNull(original);
        return original.BaseObject is GatewayDiagnosis or RecoveryResult || (LeavesFiles && original.BaseObject is FileInfo);
    }

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out GatewaySnapshot result)
    {
        try
        {
            GatewaySnapshot? snapshot = SnapshotText.Read(value, original);
            result = snapshot!;
            return snapshot is not null;
        }
        catch (Exception wrong) when (wrong is SnapshotFormatException or FormatException)
        {
            throw new ArgumentTransformationMetadataException($"The text is no snapshot: {wrong.Message} Give {AcceptedForms}.", wrong);
        }
    }
}
