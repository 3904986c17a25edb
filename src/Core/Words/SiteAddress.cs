namespace Nginx502;

/// <summary>The address of a site as people write it: <c>shop.example</c> is <c>http://shop.example/</c>.</summary>
public static class SiteAddress
{
    /// <summary>The accepted forms, to complete the sentence "Give …".</summary>
    public const string AcceptedForms = "https://shop.example/cart, http://127.0.0.1:8080/ or shop.example";

    /// <summary>Reads one; false when it is none.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="address">The address: absolute, of http or https, with a host.</param>
    public static bool TryParse(string? text, out Uri address)
    {
        string written = text ?? string.Empty;
        string whole = written.Contains("://", StringComparison.Ordinal) ? written : "http://" + written;
        return Uri.TryCreate(whole, UriKind.Absolute, out address!) && address.Scheme is "http" or "https" && address.Host.Length > 0;
    }
}
