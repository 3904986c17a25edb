using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Makes a parameter of the numbers of changes take changes as well: what Get-GatewayChange gives, here or through remoting.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ChangeIdentityAttribute : TransformationAttribute<int>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => "the number of a change, or what Get-GatewayChange gives";

    /// <inheritdoc/>
    protected override string ValueName => "a change";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out int result)
    {
        object? identity = value is int or long or string ? value : original.Properties["Undoes"] is not null ? original.Properties["Id"]?.Value : null;
        return int.TryParse(Convert.ToString(identity, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out result) && result > 0;
    }
}
