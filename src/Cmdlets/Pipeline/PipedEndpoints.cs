using System.Collections;
using System.Management.Automation;
using Nginx502.Binding;

namespace Nginx502.Pipeline;

/// <summary>Takes the endpoints out of what is piped: text, ports, and objects of this module or of others that have an endpoint.</summary>
internal static class PipedEndpoints
{
    private static readonly string[] PropertyNames = ["Endpoint", "Listen", "Upstream"];

    /// <summary>The endpoints; none for an object that could have one of FastCGI, and has none. False for what never has one.</summary>
    public static bool TryRead(PSObject input, out IReadOnlyList<FpmEndpoint> endpoints)
    {
        // Of an upstream that is a group each server is one.
        if (input.Properties["Endpoints"]?.Value is IEnumerable several && input.Properties["Protocol"] is not null)
        {
            endpoints = IsFastCgi(input) ? [.. several.Cast<object?>().Select(EndpointAttribute.Read).OfType<FpmEndpoint>()] : [];
            return true;
        }

        endpoints = EndpointAttribute.Read(input) is { } endpoint ? [endpoint] : [];
        return endpoints.Count > 0 || PropertyNames.Any(name => input.Properties[name] is not null);
    }

    private static bool IsFastCgi(PSObject input) => input.Properties["Protocol"].Value?.ToString() == nameof(UpstreamProtocol.FastCgi);
}
