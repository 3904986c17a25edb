using System.IO.Compression;
using System.Xml.Linq;

namespace Nginx502.Build.Packaging;

/// <summary>Writes a module as the package that the PowerShell Gallery takes: a zip by the Open Packaging Conventions with a nuspec.</summary>
internal sealed class GalleryPackage(ModuleManifest manifest)
{
    private const string Id = "Nginx502";

    // A package of the same files is the same bytes, whenever it is made; zip knows no earlier time.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd";
    private static readonly XNamespace Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>The name of the package's file.</summary>
    public string FileName => $"{Id}.{manifest.PackageVersion}.nupkg";

    /// <summary>Writes the package.</summary>
    /// <param name="module">The directory of the module.</param>
    /// <param name="files">The files in it, with slashes.</param>
    /// <param name="package">Where the package goes.</param>
    public void Write(string module, IReadOnlyCollection<string> files, Stream package)
    {
        using var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "_rels/.rels", RelationshipsPart());
        Add(zip, $"{Id}.nuspec", NuspecPart());
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            using Stream source = File.OpenRead(Path.Combine(module, file));
            using Stream target = Create(zip, file);
            source.CopyTo(target);
        }

        Add(zip, "[Content_Types].xml", ContentTypesPart(files));
    }

    private static XDocument RelationshipsPart() => new(new XElement(
        Relationships + "Relationships",
        new XElement(
            Relationships + "Relationship",
            new XAttribute("Type", "http://schemas.microsoft.com/packaging/2010/07/manifest"),
            new XAttribute("Target", $"/{Id}.nuspec"),
            new XAttribute("Id", "nuspec"))));

    private static XDocument ContentTypesPart(IReadOnlyCollection<string> files) => new(new XElement(
        ContentTypes + "Types",
        new XElement(ContentTypes + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
        files.Select(file => Path.GetExtension(file).TrimStart('.')).Append("nuspec").Where(extension => extension.Length > 0).Distinct().Order(StringComparer.Ordinal)
            .Select(extension => new XElement(ContentTypes + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", "application/octet"))),
        files.Where(file => Path.GetExtension(file).Length == 0)
            .Select(file => new XElement(ContentTypes + "Override", new XAttribute("PartName", "/" + file), new XAttribute("ContentType", "application/octet")))));

    private static void Add(ZipArchive zip, string name, XDocument part)
    {
        using Stream target = Create(zip, name);
        part.Save(target);
    }

    private static Stream Create(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Timestamp;
        return entry.Open();
    }

    private XDocument NuspecPart() => new(new XElement(
        Nuspec + "package",
        new XElement(
            Nuspec + "metadata",
            new XElement(Nuspec + "id", Id),
            new XElement(Nuspec + "version", manifest.PackageVersion),
            new XElement(Nuspec + "authors", manifest.Text("Author")),
            new XElement(Nuspec + "owners", manifest.Text("CompanyName")),
            new XElement(Nuspec + "requireLicenseAcceptance", "false"),
            new XElement(Nuspec + "licenseUrl", manifest.GalleryText("LicenseUri")),
            new XElement(Nuspec + "projectUrl", manifest.GalleryText("ProjectUri")),
            new XElement(Nuspec + "description", manifest.Text("Description")),
            new XElement(Nuspec + "releaseNotes", manifest.GalleryText("ReleaseNotes")),
            new XElement(Nuspec + "copyright", manifest.Text("Copyright")),
            new XElement(Nuspec + "tags", string.Join(' ', Tags())))));

    // How the Gallery finds modules by what is in them (PowerShell/PSResourceGet: PublishHelper.cs).
    private IEnumerable<string> Tags() =>
    [
        .. manifest.Tags, "PSModule", "PSIncludes_Cmdlet",
        .. manifest.Cmdlets.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet}", $"PSCommand_{cmdlet}" }),
    ];
}
