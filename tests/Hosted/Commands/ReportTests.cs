using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;

namespace Nginx502.HostedTests.Commands;

/// <summary>Export-502Report as a person types it.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly string Snapshot = SnapshotSample.File;

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Import-502Snapshot $args[0] | Export-502Report $args[1]")]
    [InlineData("Get-502Diagnosis -Path $args[0] | Export-502Report $args[1]")]
    [InlineData("Export-502Report -Snapshot (Import-502Snapshot $args[0]).Json -Path $args[1]")]
    [InlineData("Export-502Report -Diagnosis (Get-502Diagnosis -Path $args[0]) -Path $args[1]")]
    public void Snapshots_and_diagnoses_become_a_page_for_their_owner_only(string call)
    {
        FileInfo saved = _session.Invoke(call, Snapshot, _folder["x.html"]).Clean().As<FileInfo>().Single();

        string page = File.ReadAllText(saved.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, saved.UnixFileMode);
        Assert.Equal([saved.FullName], Directory.GetFiles(_folder.Path));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("PhpVersionPathMismatch", page);
        Assert.Matches(@"Times are in UTC([+-]\d\d:\d\d)?\.", page);
        Assert.Contains("<h2 id=\"checklist-title\">", page);
        Assert.DoesNotContain("src=\"http", page);
    }

    [Fact]
    public void In_a_directory_each_file_is_named_by_machine_and_time() =>
        Assert.All(
            _session.Invoke("Import-502Snapshot \"$($args[0])/*.json\" | Export-502Report $args[1]", Path.GetDirectoryName(Snapshot), _folder.Path).Clean().As<FileInfo>(),
            file => Assert.Matches(@"^nginx502-web1-\d{8}-\d{6}\.html$", file.Name));

    [Fact]
    public void A_file_that_is_there_is_left_alone_without_Force()
    {
        string there = _folder.Write("x.html", "mine");

        Assert.Equal(["FileThere"], _session.Invoke("Import-502Snapshot $args[0] | Export-502Report $args[1]", Snapshot, there).ErrorIds);
        Assert.Equal("mine\n", File.ReadAllText(there));

        _session.Invoke("Import-502Snapshot $args[0] | Export-502Report $args[1] -Force", Snapshot, there).Clean();
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(there), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(_session.Invoke("Import-502Snapshot $args[0] | Export-502Report $args[1] -WhatIf", Snapshot, _folder["x.html"]).Clean().Output);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("Export-502Report -Path ''", "ParameterArgumentValidationErrorEmptyStringNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Export-502Report -Diagnosis $null", "ParameterArgumentValidationErrorNullNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Export-502Report -Snapshot x.json", "ParameterArgumentTransformationError")]
    [InlineData("Export-502Report -Timeout 0", "ParameterArgumentValidationError")]
    [InlineData("Export-502Report -NginxConfigPath /nowhere.conf", "PathNotFound")]
    [InlineData("Export-502Report -Since 1h -Snapshot '{}'", "AmbiguousParameterSet", "ParameterArgumentTransformationError")]
    public void Mistakes_have_an_error(string call, params string[] ids) => Assert.Contains(Assert.Single(_session.Invoke(call).ErrorIds), ids);

    [Fact]
    public void A_recovery_that_found_nothing_is_no_incident()
    {
        // Where all is well nothing is diagnosed.
        object healthy = Activator.CreateInstance(typeof(RecoveryResult), nonPublic: true)!;

        InvocationResult result = _session.Invoke("$args[0] | Export-502Report $args[1]", healthy, _folder["x.html"]);

        Assert.Equal(["RecoveryWithoutDiagnosis"], result.ErrorIds);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("none/x.html", "FileMissing")]
    [InlineData("file/x.html", "StateNotUsable")]
    public void What_cannot_be_written_is_an_error(string name, string id)
    {
        _folder.Write("file", "a file");

        Assert.Equal([id], _session.Invoke("Import-502Snapshot $args[0] | Export-502Report $args[1]", Snapshot, _folder[name]).ErrorIds);
    }
}
