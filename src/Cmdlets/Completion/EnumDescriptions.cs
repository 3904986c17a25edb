using System.Xml.Linq;

namespace Nginx502.Completion;

/// <summary>
/// What the values of the module's enums mean: the summaries of their own documentation, which the build puts into this
/// assembly. They are read when the first is asked for.
/// </summary>
internal static class EnumDescriptions
{
    private const string Resource = "Nginx502.EnumDescriptions.xml";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> All = new(Read);

    /// <summary>What a value means; its name when nothing is known.</summary>
    public static string Of(Type type, string name) => All.Value.GetValueOrDefault($"{type.FullName}.{name}", name);

    private static IReadOnlyDictionary<string, string> Read()
    {
        using Stream resource = typeof(EnumDescriptions).Assembly.GetManifestResourceStream(Resource)!;
        return XDocument.Load(resource).Root!.Elements("value").ToDictionary(
            value => (string)value.Attribute("name")!,
            value => string.Join(' ', value.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
