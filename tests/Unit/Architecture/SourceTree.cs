namespace Nginx502.UnitTests.Architecture;

/// <summary>The project's own sources.</summary>
internal static class SourceTree
{
    private static readonly string Root = Path.GetFullPath(TestData.Path("../.."));

    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>The C# files below a folder that people wrote.</summary>
    public static IReadOnlyList<string> Files(string folder) => Directory
        .GetFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal)
        .ToArray();
}
