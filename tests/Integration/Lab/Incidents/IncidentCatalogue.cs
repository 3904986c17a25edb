namespace Nginx502.Lab.Incidents;

/// <summary>All incidents of the laboratory.</summary>
public static class IncidentCatalogue
{
    private static readonly Dictionary<string, Type> Types = typeof(Incident).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Incident)) && !type.IsAbstract)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes one.</summary>
    public static Incident Make(string name) => (Incident)Activator.CreateInstance(Types[name])!;
}
