namespace Nginx502.Lab;

/// <summary>All situations of the laboratory, kind by kind.</summary>
public static class SituationCatalogue
{
    /// <summary>The names of one kind, in order.</summary>
    public static IReadOnlyList<string> NamesOf<T>()
        where T : Situation => [.. TypesOf<T>().Select(type => type.Name).Order(StringComparer.Ordinal)];

    /// <summary>Makes one.</summary>
    public static T Make<T>(string name)
        where T : Situation => (T)Activator.CreateInstance(TypesOf<T>().Single(type => type.Name == name))!;

    /// <summary>Makes all of one kind, in the order of their names.</summary>
    public static IEnumerable<T> MakeAll<T>()
        where T : Situation => NamesOf<T>().Select(Make<T>);

    private static IEnumerable<Type> TypesOf<T>() => typeof(T).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);
}
