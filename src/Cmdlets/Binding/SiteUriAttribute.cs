using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Makes a parameter take a site as people write it: <c>shop.example</c> is <c>http://shop.example/</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SiteUriAttribute : TransformationAttribute<Uri>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => "https://shop.example/cart, http://127.0.0.1:8080/ or shop.example";

    /// <inheritdoc/>
    protected override string ValueName => "a site";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out Uri result)
    {
        string text = (value as Uri)?.OriginalString ?? value as string ?? string.Empty;
        string whole = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(whole, UriKind.Absolute, out result!) && result.Scheme is "http" or "https" && result.Host.Length > 0;
    }
}
