using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;
using Nginx502.HostedTests.Shell;

namespace Nginx502.HostedTests.Commands;

/// <summary>Get-502Diagnosis as a user asks for it.</summary>
public sealed class DiagnosisTests : IDisposable
{
    private static readonly string File = SnapshotSample.File;
    private static readonly string Folder = Path.GetDirectoryName(File)!;

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_saved_incident_is_diagnosed(string name)
    {
        GatewayDiagnosis diagnosis = Assert.Single(Diagnose("Get-502Diagnosis -Path $args[0]", Path.Combine(Folder, name + ".json")));

        Assert.False(diagnosis.IsHealthy);
        Assert.All(diagnosis.Findings.Where(finding => finding.IsPresent), finding => Assert.NotEmpty(finding.Remedies));
        Assert.All(diagnosis.Findings, finding => Assert.Equal(CauseCatalogue.HelpOf(finding.Cause), finding.Help));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_form_of_a_snapshot_gives_the_same_diagnosis(string name)
    {
        string file = Path.Combine(Folder, name + ".json");
        string direct = Text(Diagnose("Get-502Diagnosis -Path $args[0]", file));

        string[] forms =
        [
            "Import-502Snapshot $args[0] | Get-502Diagnosis",
            "Get-502Diagnosis -Snapshot (Import-502Snapshot $args[0])",
            "Get-502Diagnosis -Snapshot (Import-502Snapshot $args[0]), (Import-502Snapshot $args[0]) | ForEach-Object -Begin { $n = 0 } -Process { if ($n++) { $_ } }",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Import-502Snapshot $args[0]))) | Get-502Diagnosis",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(@(Import-502Snapshot $args[0]))) | Get-502Diagnosis",
            "(Import-502Snapshot $args[0]).Json | Get-502Diagnosis",
            "Get-502Diagnosis -Snapshot ([IO.File]::ReadAllText($args[0]))",
            "Get-502Diagnosis -Snapshot ([psobject][IO.File]::ReadAllText($args[0]))",
        ];
        Assert.All(forms, form => Assert.Equal(direct, Text(Diagnose(form, file))));
    }

    [Fact]
    public void A_snapshot_travels_as_four_properties()
    {
        PSObject travelled = _session.Invoke("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Import-502Snapshot $args[0])))", File).Clean().Output.Single();

        Assert.Equal(["ComputerName", "Json", "SchemaVersion", "Time"], travelled.Properties.Select(property => property.Name).Order());
        Assert.Equal(SnapshotJson.Write(SnapshotJson.Read(System.IO.File.ReadAllText(File))), travelled.Properties["Json"].Value);
    }

    [Fact]
    public void A_diagnosis_that_travelled_is_chosen_and_seen_into()
    {
        const string Travelled = "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-502Diagnosis -Path $args[0])))";
        string[] questions =
        [
            "Where-Object Cause -EQ PhpVersionPathMismatch | ForEach-Object Verdict",
            "Where-Object { -not $_.IsHealthy } | ForEach-Object { $_.Findings[0].Explanation }",
            "ForEach-Object { $_.Findings } | Where-Object { $_.IsPresent -and $_.Confidence -eq 'Certain' } | ForEach-Object { \"$($_.Endpoint) $($_.Severity)\" }",
            "ForEach-Object { $_.Findings[0].Evidence } | ForEach-Object Text",
            "ForEach-Object { $_.Findings[0].Remedies } | ForEach-Object Command",
        ];

        Assert.All(questions, question =>
        {
            string[] here = Texts($"Get-502Diagnosis -Path $args[0] | {question}");
            Assert.NotEmpty(here);
            Assert.Equal(here, Texts($"{Travelled} | {question}"));
        });
    }

    [Theory]
    [InlineData("Get-502Diagnosis -Snapshot incident.json", "Import-502Snapshot")]
    [InlineData("Get-502Diagnosis -Snapshot 7", "is not a snapshot")]
    [InlineData("Get-502Diagnosis -Snapshot ([pscustomobject]@{ Json = 'x' })", "is not a snapshot")]
    [InlineData("Get-502Diagnosis -Snapshot '{'", "line 1, column")]
    [InlineData("Get-502Diagnosis -Snapshot '{}' ", "Give what Get-502Snapshot")]
    [InlineData("Get-502Diagnosis -Snapshot '{\"SchemaVersion\":999}'", "Update the module")]
    public void What_is_no_snapshot_is_answered_with_what_is(string call, string part)
    {
        InvocationResult result = _session.Invoke(call);

        Assert.Equal(["ParameterArgumentTransformationError"], result.ErrorIds);
        Assert.Contains(part, (result.Terminating ?? result.Errors[0]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_piped_and_no_snapshot_is_an_error_each_and_the_others_go_on()
    {
        InvocationResult result = _session.Invoke("'incident.json', (Import-502Snapshot $args[0]), 7 | Get-502Diagnosis", File);

        Assert.Single(result.Output);
        Assert.Equal(2, result.ErrorIds.Count);
    }

    [Theory]
    [InlineData("Get-502Diagnosis -Path $args[0] -Since 1h", "AmbiguousParameterSet")]
    [InlineData("Get-502Diagnosis -Path $args[0] -NginxConfigPath /etc/nginx/nginx.conf", "AmbiguousParameterSet")]
    [InlineData("Get-502Diagnosis -RootPath / -Uri shop.example", "AmbiguousParameterSet")]
    [InlineData("Get-502Diagnosis -Path $null", "ParameterArgumentValidationError")]
    [InlineData("Get-502Diagnosis -Path @()", "ParameterArgumentValidationErrorEmptyArrayNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Get-502Diagnosis -Snapshot $null", "ParameterArgumentValidationError")]
    [InlineData("$null | Get-502Diagnosis", "ParameterArgumentValidationErrorNullNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Get-502Diagnosis -Timeout 0", "ParameterArgumentValidationError")]
    [InlineData("Get-502Diagnosis -Since sometimes", "ParameterArgumentTransformationError")]
    [InlineData("Get-502Diagnosis -Uri ftp://shop.example/", "ParameterArgumentTransformationError")]
    [InlineData("Get-502Diagnosis -Uri $null", "ParameterArgumentTransformationError", "ParameterArgumentValidationErrorNullNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Get-502Diagnosis -ViaDns", "ViaDnsWithoutUri")]
    [InlineData("Get-502Diagnosis -NginxConfigPath /nowhere.conf", "PathNotFound")]
    [InlineData("Get-502Diagnosis -RootPath /nowhere", "PathNotFound")]
    [InlineData("Get-502Diagnosis -RootPath $args[0]", "RootPathNotADirectory")]
    public void Mistakes_have_an_error(string call, params string[] ids) => Assert.Contains(Assert.Single(_session.Invoke(call, File).ErrorIds), ids);

    [Fact]
    public void Each_file_that_is_none_is_an_error_and_the_others_are_diagnosed()
    {
        string garbled = _folder.Write("garbled.json", "{", "  \"SchemaVersion\": 1,", "  \"Time\": yesterday", "}");
        string later = _folder.Write("later.json", "{ \"SchemaVersion\": 999 }");
        string cut = _folder.Write("cut.json", System.IO.File.ReadAllText(File)[..5000]);
        string wrong = _folder.Write("wrong.json", "{ \"SchemaVersion\": 1,", "\"Errors\": 7 }");
        string other = _folder.Write("other.json", "[ 1 ]");
        string foreign = _folder.Write("foreign.json", "{ \"name\": \"something else\" }");
        Process.Start("mkfifo", _folder["fifo.json"]).WaitForExit();

        InvocationResult result = _session.Invoke(
            "Get-502Diagnosis -Path '/nowhere/a.json', $args[0], '/nowhere/*.json', 'Env:PATH', '/etc', $args[1], $args[2], $args[3], $args[4], $args[5], $args[6], $args[7], $args[0]",
            File, garbled, later, cut, wrong, other, foreign, _folder["fifo.json"]);

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(
            ["PathNotFound", "PatternMatchesNothing", "PathNotInFileSystem", "SnapshotNotRead", "SnapshotNotRead", "SnapshotNotRead", "SnapshotNotRead", "SnapshotNotRead", "SnapshotNotRead", "SnapshotNotRead", "SnapshotNotRead"],
            result.ErrorIds);
        string[] said = [.. result.Errors.Select(error => error.ToString())];
        Assert.Contains("is a directory", said[3], StringComparison.Ordinal);
        Assert.Contains("line 3, column", said[4], StringComparison.Ordinal);
        Assert.Contains("Update the module", said[5], StringComparison.Ordinal);
        Assert.Contains("line ", said[6], StringComparison.Ordinal);
        Assert.Contains("line 2, column", said[7], StringComparison.Ordinal);
        Assert.Contains("line 1, column", said[8], StringComparison.Ordinal);
        Assert.Contains("no version of the schema", said[9], StringComparison.Ordinal);
        Assert.Contains("not a regular file", said[10], StringComparison.Ordinal);
        Assert.All(result.Errors, error => Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction)));
    }

    // The second file is there only once the first is diagnosed.
    [Fact]
    public void Several_files_are_diagnosed_as_they_are_read() => Assert.Equal(
        2,
        _session.Invoke(
            "$from = $args[0]; $to = $args[1]; Get-502Diagnosis -Path $from, $to | ForEach-Object { [IO.File]::Copy($from, $to, $true); $_ }", File, _folder["second.json"]).Clean().Output.Count);

    [Fact]
    public void Wildcards_and_the_current_location_count()
    {
        _folder.Copy(File, "a.json");
        _folder.Copy(File, "b.json");
        _folder.Copy(File, "c[1].json");

        Assert.Equal(3, _session.Invoke("Get-502Diagnosis -Path \"$($args[0])/*.json\"", _folder.Path).Clean().Output.Count);
        Assert.Single(_session.Invoke("$ExecutionContext.SessionState.Path.SetLocation($args[0]) | Out-Null; Get-502Diagnosis -Path ./a.json", _folder.Path).Clean().Output);
    }

    [Fact]
    public void An_empty_pipeline_gives_nothing() => Assert.Empty(_session.Invoke("@() | Get-502Diagnosis").Clean().Output);

    [Fact]
    public void A_copy_of_a_server_is_diagnosed_by_its_files()
    {
        GatewayDiagnosis diagnosis = Assert.Single(Diagnose("Get-502Diagnosis -RootPath $args[0] -WarningAction Ignore", Path.Combine(Package.Repository, "samples", "server")));

        Assert.Equal("server", diagnosis.ComputerName);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void The_view_is_as_agreed(int width)
    {
        foreach (string name in Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal))
        {
            using ShellProgram program = ShellProgram.StartShellLine($"cd '{Folder}' && TZ=UTC COLUMNS={width} exec \"$NGINX502\" -Command 'Get-502Diagnosis -Path {name}.json'");
            string found = string.Join('\n', program.End().Output.Trim('\n').Split('\n').Select(line => line.TrimEnd())) + "\n";
            string agreed = Package.TestData("diagnosis-view", $"{name}.{width}.txt");

            Assert.True((System.IO.File.Exists(agreed) ? System.IO.File.ReadAllText(agreed) : string.Empty) == found, $"{agreed}:\n{found}");
            Assert.All(found.Split('\n'), line => Assert.True(line.Length <= width, line));
        }
    }

    [Fact]
    public void A_list_has_all_evidence_and_all_remedies()
    {
        GatewayDiagnosis diagnosis = Diagnose("Get-502Diagnosis -Path $args[0]", File).Single();
        string list = string.Join(' ', _session.Show("Get-502Diagnosis -Path $args[0] | Format-List", File).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        foreach (Finding finding in diagnosis.Findings)
        {
            Assert.Contains(Flat(finding.Explanation), list, StringComparison.Ordinal);
            Assert.Contains($"Get-Help {finding.Help.Split('#')[0]}, section {finding.Cause}", list, StringComparison.Ordinal);
            Assert.All(finding.Evidence, evidence => Assert.Contains(Flat(evidence.Text)[..20], list, StringComparison.Ordinal));
            Assert.All(finding.Remedies, remedy => Assert.Contains(Flat(remedy.Description)[..20], list, StringComparison.Ordinal));
        }
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(IReadOnlyList<GatewayDiagnosis> diagnoses) => JsonSerializer.Serialize(diagnoses.Select(diagnosis => new
    {
        diagnosis.ComputerName,
        diagnosis.Time,
        diagnosis.Verdict,
        diagnosis.IsHealthy,
        diagnosis.Impact,
        Findings = diagnosis.Findings.Select(finding => new { finding.Cause, finding.Severity, finding.Confidence, finding.Explanation, finding.Evidence, finding.Remedies, Endpoint = finding.Endpoint?.ToString() }),
        diagnosis.NotSeen,
    }));

    private IReadOnlyList<GatewayDiagnosis> Diagnose(string script, params object?[] arguments) => _session.Invoke(script, arguments).Clean().As<GatewayDiagnosis>();

    private string[] Texts(string script) => [.. _session.Invoke(script, File).Clean().Output.Select(item => item?.ToString() ?? string.Empty)];
}
