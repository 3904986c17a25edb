using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nginx502.UnitTests.Architecture;

/// <summary>
/// The rooms of Core are the folders of src/Core, in an order: each sees only those before it (docs/design/architecture.md). A
/// parser that looks at processes, or a word that knows a log, is found here.
/// </summary>
public class RoomsTests
{
    private static readonly string[] Order = ["Words", "Linux", "Libraries", "Logs", "Nginx", "Fpm", "FastCgi", "Inspection", "Diagnosis", "Recovery", "Load", "Reporting"];
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
    private static readonly string CoreFolder = SourceTree.PathOf("src/Core") + Path.DirectorySeparatorChar;
    private static readonly Lazy<CSharpCompilation> Core = new(Compile);

    [Fact]
    public void Every_folder_of_core_is_a_room()
    {
        string[] folders = SourceTree.Files("src/Core").Select(RoomOf).Distinct().ToArray();

        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.Contains(folder, Order));
    }

    [Fact]
    public void Core_compiles_here() =>
        Assert.Empty(Core.Value.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));

    [Fact]
    public void A_room_sees_only_the_rooms_before_it()
    {
        string[] violations = Core.Value.SyntaxTrees
            .Where(tree => tree.FilePath.StartsWith(CoreFolder, StringComparison.Ordinal))
            .SelectMany(Violations)
            .Distinct()
            .ToArray();

        Assert.Empty(violations);
    }

    [Fact]
    public void The_check_finds_what_it_looks_for()
    {
        SyntaxTree wrong = CSharpSyntaxTree.ParseText(
            "namespace Nginx502; class Wrong { object A = Nginx502.Logs.LogQuery.Everything; void B() { _ = Symptom.Other; } }", Options, path: CoreFolder + "Words/Wrong.cs");
        CSharpCompilation compilation = Core.Value.AddSyntaxTrees(wrong);

        string[] violations = Violations(compilation, wrong).Distinct().Order().ToArray();

        Assert.Contains(violations, violation => violation.Contains("LogQuery", StringComparison.Ordinal));
        Assert.Contains(violations, violation => violation.Contains("Symptom", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Violations(SyntaxTree tree) => Violations(Core.Value, tree);

    private static IEnumerable<string> Violations(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        int here = Array.IndexOf(Order, RoomOf(tree.FilePath));
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            foreach (SyntaxReference declaration in DeclarationsOf(model.GetSymbolInfo(name).Symbol))
            {
                string file = declaration.SyntaxTree.FilePath;
                if (file.StartsWith(CoreFolder, StringComparison.Ordinal) && Array.IndexOf(Order, RoomOf(file)) > here)
                {
                    yield return $"{Path.GetRelativePath(CoreFolder, tree.FilePath)} uses {name} of {Path.GetRelativePath(CoreFolder, file)}";
                }
            }
        }
    }

    // A namespace is declared wherever a file of it is.
    private static IEnumerable<SyntaxReference> DeclarationsOf(ISymbol? symbol) =>
        symbol is null or INamespaceSymbol ? [] : symbol.OriginalDefinition.DeclaringSyntaxReferences;

    private static string RoomOf(string file) => Path.GetRelativePath(CoreFolder, file).Split(Path.DirectorySeparatorChar)[0];

    private static CSharpCompilation Compile()
    {
        const string Implicit = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
        IEnumerable<SyntaxTree> trees = SourceTree.Files("src/Core")
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, file))
            .Append(CSharpSyntaxTree.ParseText(Implicit, Options));
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<MetadataReference> references = Directory.GetFiles(runtime, "System*.dll")
            .Concat(Directory.GetFiles(runtime, "Microsoft.Win32.*.dll"))
            .Select(file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            "Core", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }
}
