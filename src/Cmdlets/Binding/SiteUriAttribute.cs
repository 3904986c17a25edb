using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Makes a parameter take a site as people write it: <c>shop.example</c> is <c>http://shop.example/</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SiteUriAttribute : TransformationAttribute<Uri>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => SiteAddress.AcceptedForms;

    /// <inheritdoc/>
    protected override string ValueName => "a site";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out Uri result) =>
        SiteAddress.TryParse((value as Uri)?.OriginalString ?? value as string, out result);
}
