namespace Nginx502.Nginx;

/// <summary>What a value of a <c>*_pass</c> names: a scheme, and behind it an address or a group.</summary>
/// <param name="Scheme">The scheme with its <c>://</c>; empty without one.</param>
/// <param name="Address">What stands behind it.</param>
/// <param name="Error">What nginx says when it does not take it; null when it does.</param>
internal readonly record struct PassTarget(string Scheme, NginxAddress Address, string? Error)
{
    /// <summary>Reads a value.</summary>
    /// <param name="protocol">The protocol of the directive.</param>
    /// <param name="value">The value, without variables.</param>
    public static PassTarget Parse(UpstreamProtocol protocol, string value)
    {
        bool isHttp = protocol == UpstreamProtocol.Http;
        string[] schemes = protocol switch
        {
            UpstreamProtocol.Http => ["http://", "https://"],
            UpstreamProtocol.Grpc => ["grpc://", "grpcs://"],
            UpstreamProtocol.Uwsgi => ["uwsgi://", "suwsgi://"],
            _ => [],
        };
        string scheme = schemes.FirstOrDefault(scheme => value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        if (isHttp && scheme.Length == 0)
        {
            return new PassTarget(string.Empty, NginxAddress.Parse(value, 0, allowsUri: true), "invalid URL prefix");
        }

        int defaultPort = scheme switch { "http://" => 80, "https://" => 443, _ => 0 };
        NginxAddress address = NginxAddress.Parse(value[scheme.Length..], defaultPort, allowsUri: isHttp);
        return new PassTarget(scheme, address, address.Error is { } error ? $"{error} in upstream \"{SafeText.Escape(value[scheme.Length..])}\"" : null);
    }
}
