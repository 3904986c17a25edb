using System.Globalization;
using System.IO.Compression;
using Nginx502.Build;
using Nginx502.Build.Machine;
using Nginx502.Build.Packaging;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Packaging;

/// <summary>The package is published to a feed, installed from it as the Gallery's client does, and used in an engine that knows nothing of it.</summary>
public sealed class InstalledPackageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-feed-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void WhatIsInstalledFromAFeedIsUsed()
    {
        string package = Publish();

        // An engine of its own, with no module but this: the program without what it carries.
        string engine = Directory.CreateDirectory(Path.Combine(_root, "engine")).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Package.Repository, "output", "Shell")))
        {
            File.Copy(file, Path.Combine(engine, Path.GetFileName(file)));
        }

        // What a client leaves out of the module's directory: the parts of the package itself.
        ModuleManifest manifest = ModuleManifest.Read(Package.Manifest);
        string installed = Path.Combine(engine, "Modules", "Nginx502", manifest.Version);
        ZipFile.ExtractToDirectory(package, installed);
        Directory.Delete(Path.Combine(installed, "_rels"), recursive: true);
        File.Delete(Path.Combine(installed, "[Content_Types].xml"));
        File.Delete(Path.Combine(installed, "Nginx502.nuspec"));

        // The samples that the pages speak of came with it.
        const string script = "$samples = \"$((Get-Module Nginx502 -ListAvailable)[0].ModuleBase)/samples\"; (Get-Module Nginx502).ModuleBase; @(Get-Command -Module Nginx502 -CommandType Cmdlet).Count; \"$((Get-502Diagnosis -Path $samples/snapshots/php-upgraded.json).Cause)\"; @(Get-NginxUpstreamError $samples/logs/nginx-error.log).Count -gt 9; @(Test-FpmAlignment -RootPath $samples/server).Count -gt 2; (Get-Help Get-502Diagnosis).Synopsis";
        (int exitCode, string output) = new Command(Path.Combine(engine, "nginx502"), "-Command", script).Capture();
        Assert.True(exitCode == 0, output);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal([installed, manifest.Cmdlets.Count.ToString(CultureInfo.InvariantCulture), "PhpVersionPathMismatch", "True", "True"], lines[..5]);
        Assert.Contains("502", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void AVersionIsPublishedOnceAndToAFeedOnly()
    {
        string package = Publish();
        BuildException again = Assert.Throws<BuildException>(() => new Feed(Path.GetDirectoryName(package)!).Publish(Repository.Find(), Copy(package)));
        Assert.Contains("published already", again.Message, StringComparison.Ordinal);
        BuildException nowhere = Assert.Throws<BuildException>(() => new Feed(Path.Combine(_root, "none")).Publish(Repository.Find(), package));
        Assert.Contains(Path.Combine(_root, "none"), nowhere.Message, StringComparison.Ordinal);
        Assert.Contains("https", Assert.Throws<BuildException>(() => new Feed("http://feed.example/v3/index.json").Publish(Repository.Find(), package)).Message, StringComparison.Ordinal);
    }

    private string Publish()
    {
        string made = Path.Combine(_root, new GalleryPackage(ModuleManifest.Read(Package.Manifest)).FileName);
        using (FileStream target = File.Create(made))
        {
            new GalleryPackage(ModuleManifest.Read(Package.Manifest)).Write(
                Package.Root, [.. Directory.EnumerateFiles(Package.Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Package.Root, file))], target);
        }

        string feed = Directory.CreateDirectory(Path.Combine(_root, "feed")).FullName;
        new Feed(feed).Publish(Repository.Find(), made);
        return Path.Combine(feed, Path.GetFileName(made));
    }

    private string Copy(string package)
    {
        string copy = Path.Combine(_root, "again", Path.GetFileName(package));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(package, copy, overwrite: true);
        return copy;
    }
}
