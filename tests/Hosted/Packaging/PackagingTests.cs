using System.IO.Compression;
using System.Xml.Linq;
using Nginx502.Build;
using Nginx502.Build.Packaging;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Packaging;

/// <summary>The package for the Gallery, made of the built module.</summary>
public sealed class PackagingTests
{
    private static readonly string[] Files =
        [.. Directory.EnumerateFiles(Package.Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Package.Root, file))];

    [Fact]
    public void TheBuiltModuleIsFitToBePublished() => Assert.Empty(PackageContent.Check(Files));

    [Theory]
    [InlineData("bin/net8.0/System.Management.Automation.dll")]
    [InlineData("bin/net8.0/ZstdSharp.dll")]
    [InlineData("bin/net8.0/nginx502")]
    [InlineData("bin/net8.0/dependencies/Nginx502.Core.dll")]
    [InlineData("bin/net8.0/dependencies/System.Management.Automation.dll")]
    [InlineData("bin/net8.0/Nginx502.Core.xml")]
    [InlineData("Nginx502.psm1")]
    [InlineData("samples/logs/run.sh")]
    public void WhatDoesNotBelongThereIsFound(string file) =>
        Assert.Contains(PackageContent.Check([.. Files, file]), fault => fault.StartsWith(file, StringComparison.Ordinal));

    [Theory]
    [InlineData("LICENSE")]
    [InlineData("bin/net8.0/Nginx502.dll")]
    [InlineData("en-US/Nginx502.dll-Help.xml")]
    [InlineData("alerts/nginx502.rules.yml")]
    [InlineData("samples/logs/nginx-error.log")]
    public void WhatIsMissingIsFound(string file) =>
        Assert.Equal([$"{file} is missing"], PackageContent.Check([.. Files.Where(other => other != file)]));

    [Fact]
    public void ThePackageHoldsTheModuleAndSaysWhatTheManifestSays()
    {
        ModuleManifest manifest = ModuleManifest.Read(Package.Manifest);
        using var stream = new MemoryStream();
        new GalleryPackage(manifest).Write(Package.Root, Files, stream);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        Assert.Equal(
            Files.Concat(["Nginx502.nuspec", "[Content_Types].xml", "_rels/.rels"]).Order(StringComparer.Ordinal),
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));

        using Stream nuspec = zip.GetEntry("Nginx502.nuspec")!.Open();
        Dictionary<string, string> metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        Assert.Equal("Nginx502", metadata["id"]);
        Assert.Equal(manifest.PackageVersion, metadata["version"]);
        Assert.StartsWith("nginx php-fpm 502 ", metadata["tags"], StringComparison.Ordinal);
        Assert.Contains(" PSCmdlet_Get-NginxUpstreamError ", metadata["tags"], StringComparison.Ordinal);
    }

    [Fact]
    public void ThePackageOfTheSameFilesIsTheSameBytes()
    {
        ModuleManifest manifest = ModuleManifest.Read(Package.Manifest);
        using MemoryStream first = new(), second = new();
        new GalleryPackage(manifest).Write(Package.Root, Files, first);
        new GalleryPackage(manifest).Write(Package.Root, Files, second);
        Assert.Equal(first.ToArray(), second.ToArray());
    }
}
