using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nginx502.UnitTests.Architecture;

/// <summary>Rules that every source file keeps.</summary>
public class SourceRulesTests
{
    public static TheoryData<string> Files() =>
        [.. SourceTree.Files("src").Select(file => Path.GetRelativePath(SourceTree.PathOf("."), file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void One_public_type_a_file_named_after_it(string file)
    {
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(File.ReadAllText(SourceTree.PathOf(file))).GetCompilationUnitRoot();
        string[] types = unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(member => member switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => "",
            })
            .Where(name => name.Length > 0)
            .ToArray();

        Assert.True(types.Length <= 1, $"{file}: {string.Join(", ", types)}");
        Assert.All(types, type => Assert.Equal(Path.GetFileNameWithoutExtension(file), type));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_shell_is_started(string file)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(SourceTree.PathOf(file))).GetRoot();
        string[] texts = root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
            .Select(token => token.ValueText).ToArray();

        Assert.DoesNotContain(texts, text => text is "sh" or "bash" or "dash" or "/bin/sh" or "/bin/bash" or "/usr/bin/env" || text.StartsWith("/bin/sh ", StringComparison.Ordinal));
        Assert.DoesNotContain("UseShellExecute = true", root.ToFullString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            root.DescendantNodes().OfType<InvocationExpressionSyntax>(),
            call => call.Expression.ToString() is "Process.Start" && call.ArgumentList.Arguments.Any(argument => argument.Expression is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax));
    }
}
