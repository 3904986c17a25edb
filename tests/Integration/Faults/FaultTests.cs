using System.Reflection;
using Nginx502.Lab;
using Nginx502.Lab.Faults;

namespace Nginx502.IntegrationTests.Faults;

/// <summary>Each fault made on a real site: the line that nginx wrote becomes the right symptom, worth what the visitor got.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(typeof(SocketMissing), 502, Symptom.SocketMissing, 502)]
    [InlineData(typeof(WrongSocketPath), 502, Symptom.SocketMissing, 502)]
    [InlineData(typeof(PermissionDenied), 502, Symptom.PermissionDenied, 502)]
    [InlineData(typeof(StaleSocket), 502, Symptom.ConnectionRefused, 502)]
    [InlineData(typeof(FileInPlaceOfSocket), 502, Symptom.ConnectionRefused, 502)]
    [InlineData(typeof(TcpRefused), 502, Symptom.ConnectionRefused, 502)]
    [InlineData(typeof(BacklogFull), 502, Symptom.BacklogFull, 502)]
    [InlineData(typeof(WorkerKilled), 502, Symptom.ConnectionReset, 502)]
    [InlineData(typeof(WorkerCrashed), 502, Symptom.ConnectionReset, 502)]
    [InlineData(typeof(WorkerTerminated), 502, Symptom.ConnectionReset, 502)]
    [InlineData(typeof(FpmReloaded), 502, Symptom.ConnectionReset, 502)]
    [InlineData(typeof(ReadTimeout), 504, Symptom.ResponseTimedOut, 504)]
    [InlineData(typeof(HeaderTooBig), 502, Symptom.HeaderTooBig, 502)]
    [InlineData(typeof(InvalidHeader), 502, Symptom.MalformedResponse, 502)]
    [InlineData(typeof(HttpOnFastCgiPort), 502, Symptom.ProtocolMismatch, 502)]
    [InlineData(typeof(ConnectionClosed), 502, Symptom.ConnectionClosedEarly, 502)]
    [InlineData(typeof(EmptyResponse), 502, Symptom.EmptyResponse, 502)]
    [InlineData(typeof(TruncatedBody), 200, Symptom.ConnectionReset, null)]
    public async Task AnErrorTellsWhatItSawAndWhatItWasWorth(Type type, int visitorStatus, Symptom symptom, int? attemptStatus)
    {
        Fault fault = Make(type);
        using LabSite site = await fault.StartSiteAsync();
        IReadOnlyList<LabResponse> responses = await fault.ProvokeAsync(site);

        int hit = responses.Count(response => response.Status == visitorStatus && (visitorStatus != 200 || response.IsTruncated));
        Assert.True(hit > 0, $"The visitors got {string.Join(", ", responses.Select(response => response.StatusLine))}");
        IReadOnlyList<NginxUpstreamError> errors = ErrorLog.ReadErrors(site.ErrorLog);
        Assert.Equal(hit, errors.Count);
        Assert.All(errors, error =>
        {
            Assert.Equal((symptom, attemptStatus), (error.Symptom, error.AttemptStatus));
            Assert.Equal(FpmEndpoint.Parse(site.Upstream), error.Endpoint);
            Assert.Equal(NginxConfiguration.ServerName, error.Server);
            Assert.Equal(NginxConfiguration.ServerName, error.Host);
            Assert.Equal("127.0.0.1", error.Client);
            Assert.Equal("GET", error.Method);
            Assert.EndsWith(".php", error.RequestUri!.Split('?')[0], StringComparison.Ordinal);
            Assert.Equal(site.Nginx.WorkerIds, [error.ProcessId]);
            Assert.Null(error.Status);
            Assert.InRange(error.Time!.Value, DateTime.Now.AddMinutes(-1), DateTime.Now);
        });
    }

    [Fact]
    public async Task AGroupOfDeadMembersHasNoEndpointInTheEnd()
    {
        NoLiveUpstreams fault = new();
        using LabSite site = await fault.StartSiteAsync();
        IReadOnlyList<LabResponse> responses = await fault.ProvokeAsync(site);

        Assert.Equal([502, 502], responses.Select(response => response.Status));
        IReadOnlyList<NginxUpstreamError> errors = ErrorLog.ReadErrors(site.ErrorLog);
        Assert.Equal([Symptom.SocketMissing, Symptom.SocketMissing, Symptom.NoLiveUpstreams], errors.Select(error => error.Symptom));
        Assert.Equal([502, 502, 502], errors.Select(error => error.AttemptStatus!.Value));
        string run = site.Directory.Run;
        Assert.Equal([$"unix:{run}/first.sock", $"unix:{run}/second.sock", null], errors.Select(error => error.Endpoint?.ToString()));
        Assert.Equal("fastcgi://php", errors[2].Upstream);
        Assert.Equal(2, ErrorLog.ReadAll(site.ErrorLog).Count(error => error.Symptom == Symptom.UpstreamDisabled && error.AttemptStatus is null));
    }

    [Fact]
    public async Task ARetriedRequestLogsAFailureThatTheVisitorNeverSees()
    {
        Retried fault = new();
        using LabSite site = await fault.StartSiteAsync();
        LabResponse response = Assert.Single(await fault.ProvokeAsync(site));

        Assert.Equal(200, response.Status);
        NginxUpstreamError error = Assert.Single(ErrorLog.ReadErrors(site.ErrorLog));
        Assert.Equal((Symptom.SocketMissing, 502, null), (error.Symptom, error.AttemptStatus, error.Status));
        Assert.Equal($"unix:{site.Directory.Run}/dead.sock", error.Endpoint?.ToString());
    }

    [Fact]
    public async Task ANameThatIsNotResolvedHasNoUpstream()
    {
        NameNotResolved fault = new();
        using LabSite site = await fault.StartSiteAsync();
        LabResponse response = Assert.Single(await fault.ProvokeAsync(site));

        Assert.Equal(502, response.Status);
        NginxUpstreamError error = Assert.Single(ErrorLog.ReadErrors(site.ErrorLog));
        Assert.Equal((Symptom.NameResolutionFailed, 502, null, null), (error.Symptom, error.AttemptStatus, error.Upstream, error.Endpoint));
        Assert.Equal("/hello.php", error.RequestUri);
        Assert.Contains(ErrorLog.ReadAll(site.ErrorLog), entry => entry is { Symptom: Symptom.ResolverUnreachable, AttemptStatus: null });
    }

    [Theory]
    [InlineData(typeof(ScriptMissing), 404, Symptom.ScriptNotFound, 404)]
    [InlineData(typeof(PhpMessages), 200, Symptom.PhpMessage, null)]
    [InlineData(typeof(PhpFatalError), 500, Symptom.PhpFatalError, null)]
    [InlineData(typeof(ClientAbort), 0, Symptom.ClientClosed, 499)]
    [InlineData(typeof(ResponseBuffered), 200, Symptom.ResponseBuffered, null)]
    [InlineData(typeof(StaticFileMissing), 404, Symptom.StaticFileFailed, null)]
    public async Task ALookAlikeIsNoGatewayError(Type type, int visitorStatus, Symptom symptom, int? attemptStatus)
    {
        Fault fault = Make(type);
        using LabSite site = await fault.StartSiteAsync();
        LabResponse response = Assert.Single(await fault.ProvokeAsync(site));

        Assert.Equal(visitorStatus, response.Status);
        Assert.Empty(ErrorLog.ReadErrors(site.ErrorLog));
        NginxUpstreamError entry = Assert.Single(ErrorLog.ReadAll(site.ErrorLog));
        Assert.Equal((symptom, attemptStatus, false), (entry.Symptom, entry.AttemptStatus, entry.IsUpstreamError));
        Assert.Equal(NginxConfiguration.ServerName, entry.Host);
    }

    [Fact]
    public async Task AReloadIsNoError()
    {
        NginxReloaded fault = new();
        using LabSite site = await fault.StartSiteAsync();

        Assert.Equal(200, Assert.Single(await fault.ProvokeAsync(site)).Status);
        Assert.Empty(ErrorLog.ReadErrors(site.ErrorLog));
        Assert.Empty(ErrorLog.ReadAll(site.ErrorLog));
    }

    [Theory]
    [InlineData(typeof(MaxChildrenReached))]
    [InlineData(typeof(SlowRequest))]
    public async Task WhatOnlyPhpFpmSeesIsNotInTheErrorLog(Type type)
    {
        Fault fault = Make(type);
        using LabSite site = await fault.StartSiteAsync();

        Assert.All(await fault.ProvokeAsync(site), response => Assert.Equal(200, response.Status));
        Assert.Empty(ErrorLog.ReadAll(site.ErrorLog));
    }

    [Fact]
    public void EveryFaultIsTested()
    {
        HashSet<Type> tested =
        [
            .. typeof(FaultTests).GetMethods().SelectMany(method => method.GetCustomAttributesData())
                .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
                .Select(attribute => ((IReadOnlyList<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value).OfType<Type>(),
            typeof(NoLiveUpstreams), typeof(Retried), typeof(NameNotResolved), typeof(NginxReloaded),
        ];
        Assert.DoesNotContain(typeof(Fault).Assembly.GetTypes(), type => type.IsSubclassOf(typeof(Fault)) && !tested.Contains(type));
    }

    private static Fault Make(Type type) => (Fault)Activator.CreateInstance(type)!;
}
