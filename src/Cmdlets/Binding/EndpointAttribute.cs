using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>
/// Makes an <see cref="FpmEndpoint"/> parameter take every form in which an endpoint is met: text, a port, or an object
/// with an <c>Endpoint</c> or <c>Listen</c> property, or with an <c>Upstream</c> that is an endpoint.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EndpointAttribute : TransformationAttribute<FpmEndpoint>
{
    // Upstream last: it can also be a group's name or another protocol's address.
    private static readonly string[] PropertyNames = ["Endpoint", "Listen", "Upstream"];

    /// <inheritdoc/>
    protected override string AcceptedForms => FpmEndpoint.AcceptedForms + ", or an object with an Endpoint or Listen property, as of Get-FpmPool";

    /// <inheritdoc/>
    protected override string ValueName => "an endpoint";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out FpmEndpoint result)
    {
        FpmEndpoint? endpoint = Read(original) ?? FromScalar(value);
        result = endpoint!;
        return endpoint is not null;
    }

    /// <summary>The endpoint that a value is or has; null when there is none.</summary>
    internal static FpmEndpoint? Read(object? value)
    {
        if (value is null)
        {
            return null;
        }

        var original = PSObject.AsPSObject(value);
        return FromScalar(original.BaseObject) ?? PropertyNames
            .Select(name => original.Properties[name]?.Value)
            .Select(property => property is PSObject wrapper ? wrapper.BaseObject : property)
            .Select(FromScalar)
            .FirstOrDefault(candidate => candidate is not null);
    }

    private static FpmEndpoint? FromScalar(object? value) => value switch
    {
        FpmEndpoint endpoint => endpoint,
        string text => FpmEndpoint.TryParse(text, out FpmEndpoint? parsed) ? parsed : null,
        int or long or short or ushort or uint =>
            FpmEndpoint.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), out FpmEndpoint? parsed) ? parsed : null,
        _ => null,
    };
}
