using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that takes, reads, saves or diagnoses snapshots: a saved one, or a copy of a server.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Script">What gives objects, with the subject as <c>$args[0]</c>.</param>
/// <param name="Subject">The file or the copy.</param>
/// <param name="Mistake">A call that fails and repeats <c>$args[0]</c>.</param>
public sealed record SnapshotSample(string Cmdlet, string Script, string Subject, string Mistake) : CmdletSample(Cmdlet, Subject)
{
    private static readonly string[] Form = ["ComputerName", "Time", "SchemaVersion", "Json"];

    /// <summary>A saved snapshot.</summary>
    public static string File { get; } = Path.Combine(Package.Repository, "samples", "snapshots", "php-upgraded.json");

    /// <summary>A sample for every such cmdlet.</summary>
    public static IReadOnlyList<SnapshotSample> Samples { get; } =
    [
        new("Get-502Snapshot", "Get-502Snapshot -RootPath $args[0] -WarningAction Ignore", Path.Combine(Package.Repository, "samples", "server"), "Get-502Snapshot -NginxConfigPath $args[0]"),
        new("Import-502Snapshot", "Import-502Snapshot -LiteralPath $args[0]", File, "Import-502Snapshot -LiteralPath $args[0]"),
        new("Get-502Diagnosis", "Get-502Diagnosis -Path $args[0]", File, "Get-502Diagnosis -Snapshot $args[0]"),
        new(
            "Export-502Snapshot",
            $"Import-502Snapshot -LiteralPath $args[0] | Export-502Snapshot -Path '{RunDirectories.Add(Directory.CreateTempSubdirectory("nginx502-export-").FullName)}' -Force",
            File,
            "Export-502Snapshot -Snapshot $args[0]"),
        new(
            "Export-502Report",
            $"Import-502Snapshot -LiteralPath $args[0] | Export-502Report -Path '{RunDirectories.Add(Directory.CreateTempSubdirectory("nginx502-report-").FullName)}' -Force",
            File,
            "Export-502Report -Snapshot $args[0]"),
    ];

    /// <inheritdoc/>
    public override bool IsTable => Cmdlet != "Get-502Diagnosis";

    /// <inheritdoc/>
    public override string Call => Script;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Travelling => Cmdlet switch
    {
        "Get-502Snapshot" or "Import-502Snapshot" => Form,
        "Export-502Snapshot" or "Export-502Report" => ["Name", "Length"],
        _ => null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [(Mistake, "/nowhere" + Evil), ($"{Cmdlet} -Path $args[0]", "/nowhere/" + Evil + "/x.json")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => Cmdlet == "Get-502Snapshot"
        ? TreeSample.WriteHostile(folder)
        : folder.Write("hostile" + Evil + ".json", System.IO.File.ReadAllText(File).Replace("shop.example", "shop\\u001b\\u009b31m\u202e", StringComparison.Ordinal).Replace("\"web1\"", "\"web\\u001b[2J\"", StringComparison.Ordinal));
}
