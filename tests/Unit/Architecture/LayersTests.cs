using System.Reflection;
using System.Xml.Linq;

namespace Nginx502.UnitTests.Architecture;

/// <summary>Core stands on .NET alone; the cmdlets on Core and the PowerShell standard (docs/design/architecture.md).</summary>
public class LayersTests
{
    [Fact]
    public void Core_references_only_what_comes_with_dotnet()
    {
        AssemblyName[] references = typeof(Symptom).Assembly.GetReferencedAssemblies();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(
            reference.Name!.StartsWith("System.", StringComparison.Ordinal) || reference.Name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal), reference.FullName));
        Assert.Empty(References("src/Core/Nginx502.Core.csproj"));
    }

    [Fact]
    public void The_cmdlets_reference_core_and_the_standard() =>
        Assert.Equal(["Nginx502.Core", "PowerShellStandard.Library"], References("src/Cmdlets/Nginx502.csproj"));

    [Fact]
    public void Private_libraries_reference_core() =>
        Assert.Contains("Nginx502.Core", References("src/Libraries/Nginx502.Libraries.csproj"));

    [Fact]
    public void Core_and_the_cmdlets_are_for_the_oldest_pwsh() => Assert.All(
        new[] { "src/Core/Nginx502.Core.csproj", "src/Cmdlets/Nginx502.csproj", "src/Libraries/Nginx502.Libraries.csproj" },
        project => Assert.Equal("net8.0", XDocument.Load(SourceTree.PathOf(project)).Descendants("TargetFramework").Single().Value));

    // What a project compiles against, without analyzers and the projects that are only built along.
    private static string[] References(string project) => XDocument.Load(SourceTree.PathOf(project))
        .Descendants()
        .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference")
        .Where(element => (string?)element.Attribute("ReferenceOutputAssembly") != "false")
        .Select(element => (string)element.Attribute("Include")!)
        .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include)
        .Order(StringComparer.Ordinal)
        .ToArray();
}
