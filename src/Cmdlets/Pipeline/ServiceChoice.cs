using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Chooses services by name, as all cmdlets that take services do.</summary>
internal static class ServiceChoice
{
    /// <summary>The services that fit, each once.</summary>
    /// <param name="services">All services.</param>
    /// <param name="names">Names, with wildcards; empty for all.</param>
    /// <param name="missing">The names without wildcards that fit none.</param>
    public static IReadOnlyList<GatewayService> Choose(IReadOnlyList<GatewayService> services, IReadOnlyList<string> names, out IReadOnlyList<string> missing)
    {
        missing = [.. names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !services.Any(service => IsNamed(service, name)))];
        return [.. services.Where(service => names.Count == 0 || names.Any(name => IsNamed(service, name)))];
    }

    private static bool IsNamed(GatewayService service, string name)
    {
        var pattern = new WildcardText(name);
        return new[] { service.Name, service.Unit, service.Program }.OfType<string>()
            .Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) || pattern.IsMatch(known));
    }
}
