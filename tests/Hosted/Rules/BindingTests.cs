using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>What the transformations of arguments make of what people type and pipe.</summary>
public sealed class BindingTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenBare(prepare: state => state.Commands.Add(
    [
        new SessionStateCmdletEntry("Test-BindingSample", typeof(BindingSampleCommand), helpFileName: null),
        new SessionStateCmdletEntry("Test-LineSample", typeof(LineSampleCommand), helpFileName: null),
    ]));

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("30", 30)]
    [InlineData("'30'", 30)]
    [InlineData("0.5", 0.5)]
    [InlineData("500ms", 0.5)]
    [InlineData("15m", 900)]
    [InlineData("'1h30m'", 5400)]
    [InlineData("3d", 259200)]
    [InlineData("30s", 30)]
    [InlineData("([timespan]::FromHours(2))", 7200)]
    [InlineData("([psobject]'2h')", 7200)]
    public void A_duration_is_seconds_unless_it_says_otherwise(string argument, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Bind("-Timeout " + argument));

    [Theory]
    [InlineData("0:30")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("([timespan]::FromSeconds(-1))")]
    [InlineData("(@{})")]
    [InlineData("''")]
    public void What_is_no_duration_is_refused(string argument) => Refused("-Timeout " + argument, "Give " + DurationText.AcceptedForms);

    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("16k", 16384)]
    [InlineData("'16k'", 16384)]
    [InlineData("512M", 536870912)]
    [InlineData("1GB", 1073741824)]
    [InlineData("0.5GB", 536870912)]
    public void A_size_is_bytes_unless_it_says_otherwise(string argument, long bytes) => Assert.Equal(bytes, Bind("-Size " + argument));

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("([double]::NaN)")]
    public void What_is_no_size_is_refused(string argument) => Refused("-Size " + argument, "Give " + ByteSizeText.AcceptedForms);

    [Theory]
    [InlineData("unix:/run/php/x.sock", "unix:/run/php/x.sock")]
    [InlineData("/run/php/x.sock", "unix:/run/php/x.sock")]
    [InlineData("9000", "127.0.0.1:9000")]
    [InlineData("'9000'", "127.0.0.1:9000")]
    [InlineData("php:9000", "php:9000")]
    [InlineData("'[::1]:9000'", "[::1]:9000")]
    [InlineData("'fastcgi://unix:/run/x.sock:'", "unix:/run/x.sock")]
    [InlineData("([Nginx502.FpmEndpoint]'9000')", "127.0.0.1:9000")]
    [InlineData("([pscustomobject]@{ Endpoint = '/run/a.sock' })", "unix:/run/a.sock")]
    [InlineData("([pscustomobject]@{ Listen = 9001 })", "127.0.0.1:9001")]
    [InlineData("([pscustomobject]@{ Endpoint = $null; Upstream = 'fastcgi://127.0.0.1:9002' })", "127.0.0.1:9002")]
    public void An_endpoint_is_read_from_every_form(string argument, string endpoint) =>
        Assert.Equal(FpmEndpoint.Parse(endpoint), Bind("-Endpoint " + argument));

    [Fact]
    public void Several_endpoints_of_several_forms_bind_at_once() => Assert.Equal(
        ["127.0.0.1:9000", "unix:/run/x.sock"],
        _session.Invoke("Test-BindingSample -Endpoint 9000, '/run/x.sock'").Clean().As<FpmEndpoint>().Select(endpoint => endpoint.ToString()));

    [Fact]
    public void An_endpoint_binds_from_a_property_of_a_piped_object() =>
        Assert.Equal(FpmEndpoint.Parse("/run/x.sock"), _session.Invoke("[pscustomobject]@{ Endpoint = '/run/x.sock' } | Test-BindingSample").Output[0].BaseObject);

    [Theory]
    [InlineData("backend")]
    [InlineData("70000")]
    [InlineData("([pscustomobject]@{ Upstream = 'http://backend' })")]
    [InlineData("([pscustomobject]@{ Name = 'x' })")]
    public void What_is_no_endpoint_is_refused(string argument) => Refused("-Endpoint " + argument, "Give " + FpmEndpoint.AcceptedForms);

    [Fact]
    public void An_endpoint_that_is_null_is_an_error_and_not_all_of_them() =>
        Assert.Equal(["ParameterArgumentValidationError"], _session.Invoke("Test-BindingSample -Endpoint $unset").ErrorIds);

    [Fact]
    public void A_moment_is_a_date_as_it_is_written()
    {
        Assert.Equal(new DateTime(2026, 11, 23, 3, 0, 0), Bind("-Since '2026-11-23 03:00'"));
        Assert.Equal(new DateTime(2026, 11, 23, 3, 0, 0), Bind("-Since '2026/11/23 03:00:00'"));
        Assert.Equal(DateTimeKind.Local, ((DateTime)Bind("-Since ([datetime]'2026-11-23')")).Kind);
    }

    [Theory]
    [InlineData("15m", 15)]
    [InlineData("3d", 3 * 24 * 60)]
    [InlineData("60s", 1)]
    [InlineData("([timespan]::FromMinutes(20))", 20)]
    public void A_span_is_that_long_ago(string argument, int minutes)
    {
        DateTime expected = DateTime.Now.AddMinutes(-minutes);
        Assert.InRange((DateTime)Bind("-Since " + argument), expected.AddSeconds(-5), expected.AddSeconds(5));
    }

    [Fact]
    public void Clock_text_is_the_latest_such_time()
    {
        var moment = (DateTime)Bind("-Since 02:00");

        Assert.Equal(new TimeSpan(2, 0, 0), moment.TimeOfDay);
        Assert.InRange(moment, DateTime.Now.AddHours(-24.01), DateTime.Now);
    }

    [Theory]
    [InlineData("15")]
    [InlineData("yesterday")]
    [InlineData("25:00")]
    [InlineData("([timespan]::FromMinutes(-1))")]
    public void What_is_no_moment_is_refused(string argument) => Refused("-Since " + argument, "Give " + MomentText.AcceptedForms);

    [Fact]
    public void A_line_is_text_and_what_programs_wrote_to_standard_error()
    {
        Assert.Equal("a line", _session.Invoke("'a line' | Test-LineSample").Clean().Output.Single().ToString());
        var error = new ErrorRecord(new RemoteException("from stderr"), "NativeCommandError", ErrorCategory.NotSpecified, "from stderr");
        Assert.Equal("from stderr", _session.InvokeWith([error], "$input | Test-LineSample").Clean().Output.Single().ToString());
        Assert.Equal("found", _session.Invoke("[pscustomobject]@{ Line = 'found'; Path = '/x' } | Test-LineSample").Clean().Output.Single().ToString());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[pscustomobject]@{ Path = '/x'; Status = 502 }")]
    [InlineData("[System.IO.FileInfo]'/x'")]
    public void Other_objects_are_not_turned_into_lines(string input)
    {
        InvocationResult result = _session.Invoke(input + " | Test-LineSample");

        Assert.Empty(result.Output);
        Assert.Equal(["ParameterArgumentTransformationError"], result.ErrorIds);
        Assert.Contains("is not a line of a log", result.Errors.Single().ToString());
    }

    [Fact]
    public void What_came_through_remoting_is_named_by_its_type() => Assert.Contains(
        "'Deserialized.Nginx502.FpmEndpoint' is not a line",
        _session.Invoke("$o = [pscustomobject]@{ Port = 1 }; $o.psobject.TypeNames.Insert(0, 'Deserialized.Nginx502.FpmEndpoint'); $o | Test-LineSample").Errors.Single().ToString());

    [Fact]
    public void Refusals_escape_what_was_given() =>
        Assert.Contains("'\\x1Bc' is not a duration", _session.Invoke("Test-BindingSample -Timeout \"`ec\"").Errors.Single().ToString());

    private object Bind(string arguments) => _session.Invoke("Test-BindingSample " + arguments).Clean().Output.Single().BaseObject;

    private void Refused(string arguments, string advice)
    {
        ErrorRecord error = _session.Invoke("Test-BindingSample " + arguments).Errors.Single();
        Assert.Equal("ParameterArgumentTransformationError", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(advice, error.ToString());
    }
}
