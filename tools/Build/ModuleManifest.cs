using System.Collections;
using System.Management.Automation.Language;

namespace Nginx502.Build;

/// <summary>What <c>module/Nginx502.psd1</c> says, read by PowerShell's own parser and without running anything.</summary>
internal sealed class ModuleManifest
{
    private readonly Hashtable _values;
    private readonly Hashtable _galleryData;
    private readonly string _path;

    private ModuleManifest(string path, Hashtable values)
    {
        _path = path;
        _values = values;
        _galleryData = (values["PrivateData"] as Hashtable)?["PSData"] as Hashtable
            ?? throw new BuildException($"{path}: PrivateData.PSData is missing.");
    }

    /// <summary>The version, as the folder of the module is named: <c>0.1.0</c>.</summary>
    public string Version => Text("ModuleVersion");

    /// <summary>The version of the package: <c>0.1.0-preview1</c>.</summary>
    public string PackageVersion => _galleryData["Prerelease"] is string { Length: > 0 } prerelease ? $"{Version}-{prerelease}" : Version;

    /// <summary>The cmdlets that the module exports.</summary>
    public IReadOnlyList<string> Cmdlets => Words(_values["CmdletsToExport"]);

    /// <summary>The tags under which the Gallery lists the module.</summary>
    public IReadOnlyList<string> Tags => Words(_galleryData["Tags"]);

    /// <summary>A value at the top of the manifest, which has to be there.</summary>
    public string Text(string key) => Required(_values, key);

    /// <summary>A value of <c>PrivateData.PSData</c>, which has to be there.</summary>
    public string GalleryText(string key) => Required(_galleryData, key);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="BuildException">It is no hashtable of plain values; the message names file and line.</exception>
    public static ModuleManifest Read(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors is [ParseError error, ..])
        {
            throw new BuildException($"{path}:{error.Extent.StartLineNumber}: {error.Message}");
        }

        return script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)?.SafeGetValue() is Hashtable values
            ? new ModuleManifest(path, values)
            : throw new BuildException($"{path}: not a module manifest.");
    }

    private static string[] Words(object? value) => value is object[] words ? [.. words.Cast<string>()] : [];

    private string Required(Hashtable table, string key) =>
        table[key] as string ?? throw new BuildException($"{_path}: {key} is missing.");
}
