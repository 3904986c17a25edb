using System.Diagnostics;
using System.Management.Automation;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Shell;

namespace Nginx502.HostedTests;

/// <summary>The module's libraries stay its own beside another module that brings another version of one, in either order.</summary>
public sealed class PrivateLibrariesTests : IDisposable
{
    private const string Script = """
        param($Other, $Packed, $Order)
        function Get-Ours { [System.Runtime.Loader.AssemblyLoadContext]::All.Where({ $_.Name -eq 'Nginx502.Libraries' }) }
        function Read-Ours {
            $file = [System.IO.File]::OpenRead($Packed)
            $text = [System.IO.StreamReader]::new([Nginx502.Libraries.PrivateLibraries]::Zstandard.OpenRead($file)).ReadToEnd()
            $library = (Get-Ours).Assemblies.Where({ $_.GetName().Name -eq 'ZstdSharp' })
            "ours $text $($library.ForEach({ $_.GetName().Version }))"
        }
        function Read-Other {
            Import-Module $Other
            "other $(Get-OtherZstd)"
        }
        "at import $((Get-Ours).Count)"
        if ($Order -eq 'before') { Read-Other; Read-Ours } else { Read-Ours; Read-Other }
        Read-Ours
        Read-Other
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-libraries");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("0.1.0.0", "before")]
    [InlineData("0.1.0.0", "after")]
    [InlineData("99.0.0.0", "before")]
    [InlineData("99.0.0.0", "after")]
    public void Each_module_keeps_its_own_version(string version, string order)
    {
        string other = CompileOtherModule(version);
        string packed = Path.Combine(_directory.FullName, "log.zst");
        Pack("unpacked", packed);
        string script = Path.Combine(_directory.FullName, "script.ps1");
        File.WriteAllText(script, Script);

        ShellProgram.Result result = ShellProgram.Run("-File", script, other, packed, order);

        string ours = $"ours unpacked {OwnLibrary().Version}";
        string theirs = $"other {version}";
        Assert.Equal("", result.Error);
        Assert.Equal(order == "before" ? ["at import 0", theirs, ours, ours, theirs] : ["at import 0", ours, theirs, ours, theirs], result.Lines);
    }

    private static AssemblyName OwnLibrary() => AssemblyName.GetAssemblyName(Path.Combine(Package.Binaries, "dependencies", "ZstdSharp.dll"));

    // A module with a cmdlet that asks its library, which has the name and the key of ours, for its version.
    private string CompileOtherModule(string version)
    {
        string library = Compile(
            "ZstdSharp",
            $$"""
            [assembly: System.Reflection.AssemblyVersion("{{version}}")]
            namespace ZstdSharp;
            public static class Marker { public static string Version => typeof(Marker).Assembly.GetName().Version!.ToString(); }
            """,
            OwnLibrary().GetPublicKey());
        return Compile(
            "OtherModule",
            """
            using System.Management.Automation;
            [Cmdlet(VerbsCommon.Get, "OtherZstd")]
            public sealed class GetOtherZstdCommand : PSCmdlet
            {
                protected override void ProcessRecord() => WriteObject(ZstdSharp.Marker.Version);
            }
            """,
            publicKey: null,
            library);
    }

    private string Compile(string name, string source, byte[]? publicKey, params string[] references)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> runtime = platform.Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) && !path.Contains("Management.Automation", StringComparison.Ordinal));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        if (publicKey is { Length: > 0 })
        {
            options = options.WithPublicSign(true).WithCryptoPublicKey([.. publicKey]);
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [.. runtime.Append(typeof(PSObject).Assembly.Location).Concat(references).Select(path => MetadataReference.CreateFromFile(path))],
            options);
        string assembly = Path.Combine(_directory.FullName, name + ".dll");
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = compilation.Emit(assembly);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return assembly;
    }

    private static void Pack(string text, string path)
    {
        using Process zstd = Process.Start(new ProcessStartInfo("zstd", ["-q", "-o", path]) { RedirectStandardInput = true })!;
        zstd.StandardInput.Write(text);
        zstd.StandardInput.Close();
        zstd.WaitForExit();
        Assert.Equal(0, zstd.ExitCode);
    }
}
