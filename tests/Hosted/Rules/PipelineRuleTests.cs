using System.Management.Automation;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>What every cmdlet that reads logs does with what it is given, and with nothing.</summary>
public sealed class PipelineRuleTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public static TheoryData<string> Cmdlets => LogSample.LogNames;

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Null_is_an_error_and_not_everything(string cmdlet)
    {
        string[] calls = [$"$null | {cmdlet}", $"{cmdlet} -Path $null", $"{cmdlet} -LiteralPath $null", $"{cmdlet} -Path ''"];

        Assert.All(calls, call =>
        {
            InvocationResult result = _session.Invoke(call);
            Assert.Empty(result.Output);
            Assert.Contains(Assert.Single(result.ErrorIds), (string[])["ParameterArgumentValidationErrorNullNotAllowed", "ParameterArgumentValidationError"]);
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Files_from_GetChildItem_are_read(string cmdlet)
    {
        string path = LogSample.Of(cmdlet).Subject;
        string[] direct = Texts(_session.Invoke($"{cmdlet} -LiteralPath $args[0]", path));

        // What Get-ChildItem gives: the provider's own objects with PSPath and its like beside them.
        Assert.Equal(direct, Texts(_session.Invoke($"$ExecutionContext.InvokeProvider.Item.Get($args[0]) | {cmdlet}", path).Clean()));
        Assert.Equal(direct, Texts(_session.Invoke($"[pscustomobject]@{{ LP = $args[0] }} | {cmdlet}", path)));
        Assert.Equal(direct, Texts(_session.Invoke($"{cmdlet} $args[0]", path)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Lines_from_GetContent_are_read_as_lines(string cmdlet)
    {
        string path = LogSample.Of(cmdlet).Subject;
        string[] direct = Texts(_session.Invoke($"{cmdlet} -LiteralPath $args[0]", path));
        PSObject[] lines = [.. File.ReadLines(path).Select((line, index) => AsFromGetContent(line, path, index))];

        InvocationResult result = _session.InvokeWith(lines, $"$input | {cmdlet}").Clean();

        Assert.Equal(direct, Texts(result));
        Assert.All(result.Output.Where(item => item.Properties["Path"] is not null), item => Assert.Null(item.Properties["Path"].Value));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Lines_that_a_program_wrote_to_standard_error_are_read(string cmdlet)
    {
        string path = LogSample.Of(cmdlet).Subject;
        ErrorRecord[] records = [.. File.ReadLines(path).Select(line => new ErrorRecord(new RemoteException(line), "NativeCommandError", ErrorCategory.NotSpecified, line))];

        Assert.Equal(
            Texts(_session.Invoke($"{cmdlet} -LiteralPath $args[0]", path)),
            Texts(_session.InvokeWith(records, $"$input | {cmdlet}")));
    }

    // Their Path and Status must not make the next cmdlet read the log again.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Objects_of_the_module_are_not_taken_for_logs_or_lines(string cmdlet)
    {
        foreach (LogSample other in LogSample.Logs)
        {
            InvocationResult result = _session.Invoke($"{other.Cmdlet} -LiteralPath $args[0] | {cmdlet}", other.Subject);
            if ((other.Cmdlet, cmdlet) == ("Get-NginxUpstreamError", "Measure-NginxUpstreamError"))
            {
                Assert.Empty(result.ErrorIds);
                continue;
            }

            Assert.Empty(result.Output);
            Assert.All(result.ErrorIds, id => Assert.Contains(id, (string[])["ParameterArgumentTransformationError", "InputObjectNotBound"]));
            Assert.NotEmpty(result.ErrorIds);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_bad_path_is_an_error_and_the_others_are_read(string cmdlet)
    {
        string path = LogSample.Of(cmdlet).Subject;

        InvocationResult result = _session.Invoke($"{cmdlet} -Path '/nowhere/a.log', $args[0], '/nowhere/*.log', 'Env:PATH', '/etc'", path);

        Assert.Equal(Texts(_session.Invoke($"{cmdlet} $args[0]", path)), Texts(result));
        Assert.Equal(["NotALogFile", "PathNotFound", "PathNotInFileSystem", "PatternMatchesNothing"], result.ErrorIds.Order());
        Assert.All(result.Errors, error =>
        {
            Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
            Assert.IsType<string>(error.TargetObject);
            Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        });
        Assert.Contains("'/nowhere/*.log'", result.Errors.Single(error => error.FullyQualifiedErrorId.StartsWith("PatternMatchesNothing")).ToString());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Wildcards_work_in_Path_and_not_in_LiteralPath(string cmdlet)
    {
        using var folder = new TemporaryFolder();
        string bracketed = folder.Copy(LogSample.Of(cmdlet).Subject, "site[1].log");
        string plain = folder.Copy(LogSample.Of(cmdlet).Subject, "site1.log");

        Assert.Equal(Texts(_session.Invoke($"{cmdlet} -LiteralPath $args[0]", plain)), Texts(_session.Invoke($"{cmdlet} -LiteralPath $args[0]", bracketed)));
        Assert.Equal(Texts(_session.Invoke($"{cmdlet} -LiteralPath $args[0]", plain)), Texts(_session.Invoke($"{cmdlet} -Path $args[0]", bracketed)));
        Assert.Equal(
            Texts(_session.Invoke($"{cmdlet} $args[0]", plain)),
            Texts(_session.Invoke($"$ExecutionContext.SessionState.Path.SetLocation($args[0]) | Out-Null; {cmdlet} ./site1.log", folder.Path)));
    }

    private static PSObject AsFromGetContent(string line, string path, int index)
    {
        var item = new PSObject(line);
        item.Properties.Add(new PSNoteProperty("PSPath", "Microsoft.PowerShell.Core\\FileSystem::" + path));
        item.Properties.Add(new PSNoteProperty("PSParentPath", Path.GetDirectoryName(path)));
        item.Properties.Add(new PSNoteProperty("PSChildName", Path.GetFileName(path)));
        item.Properties.Add(new PSNoteProperty("ReadCount", (long)index + 1));
        return item;
    }

    private static string[] Texts(InvocationResult result) => [.. result.Output.Select(item => item.ToString())];
}
