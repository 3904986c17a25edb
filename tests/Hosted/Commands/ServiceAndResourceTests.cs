using System.Management.Automation;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Services and resources as a user asks for them.</summary>
public sealed class ServiceAndResourceTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Resources_are_chosen_by_name_and_wildcard()
    {
        GatewayResource[] chosen = [.. Resources("Memory, 'Disk*'")];

        Assert.Contains(chosen, resource => resource.Resource == GatewayResourceKind.Memory);
        Assert.All(chosen, resource => Assert.Contains(resource.Resource, (GatewayResourceKind[])[GatewayResourceKind.Memory, GatewayResourceKind.DiskSpace]));
    }

    [Fact]
    public void A_resource_that_is_none_is_answered_with_what_was_meant()
    {
        InvocationResult result = _session.Invoke("Measure-GatewayResource Memroy");

        Assert.Equal(["ParameterArgumentTransformationError"], result.ErrorIds);
        Assert.Contains("Did you mean Memory", result.Errors[0].ToString());
    }

    [Fact]
    public void The_machine_is_measured_whatever_runs_on_it()
    {
        GatewayResource[] all = [.. _session.Invoke("Measure-GatewayResource -Interval 0").As<GatewayResource>()];

        Assert.All(
            (GatewayResourceKind[])[GatewayResourceKind.Memory, GatewayResourceKind.Swap, GatewayResourceKind.Load, GatewayResourceKind.Processes, GatewayResourceKind.Sockets],
            kind => Assert.Contains(all, resource => resource.Resource == kind));
        Assert.DoesNotContain(all, resource => resource.Resource == GatewayResourceKind.Cpu);
        Assert.Equal(all.Select(resource => resource.State).OrderDescending(), all.Select(resource => resource.State));
    }

    [Fact]
    public void Two_looks_tell_what_the_processors_did() =>
        Assert.Single(_session.Invoke("Measure-GatewayResource Cpu -Interval 50ms").As<GatewayResource>(), resource => resource.Share is >= 0 and <= 1);

    [Theory]
    [InlineData("Measure-GatewayResource -Interval soon", "ParameterArgumentTransformationError")]
    [InlineData("Measure-GatewayResource -Resource $null", "ParameterArgumentValidationError")]
    [InlineData("Get-GatewayService -Name ''", "ParameterArgumentValidationError")]
    [InlineData("Get-GatewayService nothing-of-that-name", "ServiceNotFound")]
    [InlineData("Get-GatewayService -NginxConfigPath /nowhere.conf", "PathNotFound")]
    public void Mistakes_have_an_error(string call, string id) => Assert.Contains(id, _session.Invoke(call).ErrorIds);

    [Fact]
    public void A_service_that_is_not_there_says_which_are()
    {
        ErrorRecord error = Assert.Single(_session.Invoke("Get-GatewayService nothing-of-that-name -WarningAction Ignore").Errors);

        Assert.Equal((ErrorCategory.ObjectNotFound, "nothing-of-that-name"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void A_wildcard_that_fits_none_is_no_error() => Assert.Empty(_session.Invoke("Get-GatewayService none* -WarningAction Ignore").Clean().Output);

    [Fact]
    public void Ctrl_C_ends_the_time_between_two_looks()
    {
        using RunningInvocation running = _session.Start("Measure-GatewayResource -Interval 1h -Verbose");
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Empty(running.Errors);
    }

    private IEnumerable<GatewayResource> Resources(string names)
    {
        string server = Path.Combine(Package.Repository, "samples", "server");
        return _session.Invoke($"Measure-GatewayResource {names} -Interval 0 -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\" -WarningAction Ignore", server).Clean().As<GatewayResource>();
    }
}
