using System.Text.RegularExpressions;

namespace Nginx502.Build.Packaging;

/// <summary>What the published module is made of: nothing else may be in it, and nothing of it may be missing.</summary>
internal static partial class PackageContent
{
    private static readonly string[] Needed =
    [
        "Nginx502.psd1", "Nginx502.Format.ps1xml", "Nginx502.Types.ps1xml", "LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES",
        "bin/net8.0/Nginx502.dll", "bin/net8.0/Nginx502.Core.dll", "bin/net8.0/Nginx502.deps.json",
        "bin/net8.0/dependencies/Nginx502.Libraries.dll", "en-US/Nginx502.dll-Help.xml", "en-US/about_Nginx502.help.txt",
        "alerts/nginx502.rules.yml", "samples/README.md", "samples/logs/nginx-error.log", "samples/server/etc/nginx/nginx.conf", "samples/snapshots/php-upgraded.json",
    ];

    private static readonly string[] NeverThere = ["System.Management.Automation", "nginx502", "Nginx502.Shell", "PowerShellStandard"];

    /// <summary>Looks through the files of a module.</summary>
    /// <param name="files">Their paths in the module, with slashes.</param>
    /// <returns>What is wrong, a line each; nothing when all is well.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyCollection<string> files) =>
    [
        .. Needed.Except(files).Select(file => $"{file} is missing"),
        .. files.Where(file => !Allowed().IsMatch(file)).Select(file => $"{file} does not belong into the module"),
        .. files.Where(file => NeverThere.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)).Select(file => $"{file} is the engine's or the Shell's"),
        .. files.Where(file => file.StartsWith("bin/net8.0/dependencies/Nginx502.Core.", StringComparison.Ordinal)).Select(file => $"{file} is a second Core: its types would be two"),
    ];

    [GeneratedRegex(@"^(Nginx502\.(psd1|(\w+\.)?Format\.ps1xml|Types\.ps1xml)|LICENSE|CHANGELOG\.md|THIRD-PARTY-NOTICES|alerts/nginx502\.rules\.yml|samples/(README\.md|logs/[\w.-]+\.log|server/etc/[\w./-]+|snapshots/[\w-]+\.json)"
        + @"|bin/net8\.0/Nginx502(\.Core)?\.(dll|pdb)|bin/net8\.0/Nginx502\.deps\.json|bin/net8\.0/dependencies/[\w.]+\.(dll|pdb)"
        + @"|en-US/(Nginx502\.dll-Help\.xml|about_\w+\.help\.txt))$")]
    private static partial Regex Allowed();
}
