using System.Management.Automation;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;

namespace Nginx502.HostedTests.Commands;

/// <summary>A typo in each parameter is an error that says what is wrong, and nothing is read.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-NginxUpstreamError", "-Symptom SocketMising", "ParameterArgumentTransformationError", "Did you mean SocketMissing,")]
    [InlineData("Get-NginxUpstreamError", "-Symptom Connection", "ParameterArgumentTransformationError", "ConnectionFailed")]
    [InlineData("Get-NginxUpstreamError", "-Symptom zzz*", "ParameterArgumentTransformationError", "Did you mean")]
    [InlineData("Get-NginxUpstreamError", "-Endpoint backend", "ParameterArgumentTransformationError", "host:port")]
    [InlineData("Get-NginxUpstreamError", "-Since yestreday", "ParameterArgumentTransformationError", "02:00")]
    [InlineData("Get-NginxUpstreamError", "-Until 25:00", "ParameterArgumentTransformationError", "02:00")]
    [InlineData("Get-NginxUpstreamError", "-Since '2026-11-23 04:00' -Until '2026-11-23 03:00'", "SinceAfterUntil", "-Until")]
    [InlineData("Get-NginxUpstreamError", "-Tail 0", "ParameterArgumentValidationError", "minimum")]
    [InlineData("Get-NginxUpstreamError", "-Tail ten", "ParameterArgumentTransformationError|CannotConvertArgumentNoMessage", "ten")]
    [InlineData("Get-NginxUpstreamError", "-Server ''", "ParameterArgumentValidationError", "Server")]
    [InlineData("Get-NginxUpstreamError", "-Client $null", "ParameterArgumentValidationError", "Client")]
    [InlineData("Get-NginxUpstreamError", "-Upstream $null", "ParameterArgumentValidationError", "Upstream")]
    [InlineData("Get-NginxUpstreamError", "-Upstraem x", "NamedParameterNotFound", "Upstraem")]
    [InlineData("Get-NginxUpstreamError", "-Wait -Until 03:00", "WaitWithUntil", "-Wait")]
    [InlineData("Get-NginxUpstreamError", "-Wait -JoinAccessLog", "WaitWithJoin", "-Wait")]
    [InlineData("Measure-NginxUpstreamError", "-By Symptoms", "ParameterArgumentTransformationError", "is not a property to count by. Give one of Symptom,")]
    [InlineData("Get-NginxUpstreamError", "-Symptom 99", "ParameterArgumentTransformationError", "'99' is not a symptom. Did you mean")]
    [InlineData("Get-NginxUpstreamError", "-Symptom 0, 99", "ParameterArgumentTransformationError", "'99' is not a symptom")]
    [InlineData("Get-NginxUpstreamError", "-NginxConfigPath /nowhere/nginx.conf", "PathNotFound", "/nowhere/nginx.conf")]
    [InlineData("Get-FpmLogEntry", "-FpmConfigPath /", "NotALogFile", "directory")]
    [InlineData("Measure-NginxUpstreamError", "-Interval 1x", "ParameterArgumentTransformationError", "15m")]
    [InlineData("Measure-NginxUpstreamError", "-Interval 0", "ParameterArgumentValidationError", "longer than 0")]
    [InlineData("Get-FpmLogEntry", "-Level Warn1", "ParameterArgumentTransformationError", "Warning")]
    [InlineData("Get-FpmLogEntry", "-Event MaxChildrenReach3d", "ParameterArgumentTransformationError", "is not an event. Did you mean MaxChildrenReached,")]
    [InlineData("Get-FpmLogEntry", "-Pool ''", "ParameterArgumentValidationError", "Pool")]
    [InlineData("Get-NginxAccessEntry", "-Status 5oo", "StatusInvalid", "5oo")]
    [InlineData("Get-NginxAccessEntry", "-NginxConfigPath ''", "ParameterArgumentValidationError", "NginxConfigPath")]
    public void A_typo_says_what_is_wrong(string cmdlet, string arguments, string ids, string says)
    {
        InvocationResult result = _session.Invoke($"{cmdlet} -LiteralPath $args[0] {arguments}", LogSample.Of(cmdlet).Subject);

        Assert.Empty(result.Output);
        Assert.Contains(Assert.Single(result.ErrorIds), ids.Split('|'));
        ErrorRecord error = result.Errors.Append(result.Terminating).First(item => item is not null)!;
        Assert.Contains(says, error.Exception.Message);
    }

    [Theory]
    [InlineData("Get-NginxUpstreamError", "NginxConfigPath")]
    [InlineData("Measure-NginxUpstreamError", "NginxConfigPath")]
    [InlineData("Get-NginxAccessEntry", "NginxConfigPath")]
    [InlineData("Get-FpmLogEntry", "FpmConfigPath")]
    public void A_configuration_that_is_not_there_is_an_error_of_its_own(string cmdlet, string parameter)
    {
        InvocationResult result = _session.Invoke($"{cmdlet} -{parameter} /nowhere/server.conf");

        Assert.Equal(["PathNotFound"], result.ErrorIds);
        Assert.Equal("/nowhere/server.conf", result.Errors.Append(result.Terminating).First()!.TargetObject);
    }
}
