using System.Globalization;

namespace Nginx502;

/// <summary>Numbers of things in words.</summary>
internal static class CountText
{
    /// <summary>A number with a noun, in the plural but for one: <c>1 worker</c>, <c>2 workers</c>.</summary>
    public static string Of(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");

    /// <summary>How often: <c>once</c>, <c>2 times</c>.</summary>
    public static string Times(long number) => number == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{number} times");
}
