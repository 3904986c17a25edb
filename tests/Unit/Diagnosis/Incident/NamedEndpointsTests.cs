using System.Text.Json.Nodes;
using Nginx502.Diagnosis;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>nginx logs the address of an upstream that its configuration names by a host name.</summary>
public sealed class NamedEndpointsTests
{
    private static readonly FpmEndpoint Named = FpmEndpoint.Parse("localhost:9000");

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:9000", true)]
    [InlineData("::1", "[::1]:9000", true)]
    [InlineData("127.0.0.1", "127.0.0.2:9000", false)]
    [InlineData("127.0.0.1", "127.0.0.1:9001", false)]
    public void WhatIsSaidOfAnAddressIsSaidOfItsName(string lookedUp, string logged, bool isNamed)
    {
        FpmEndpoint told = FpmEndpoint.Parse(logged);
        ErrorEvidence refused = Error(Symptom.ConnectionRefused, 502, 3, Now.AddSeconds(-2)) with { Endpoint = told, Upstream = $"fastcgi://{logged}" };

        DiagnosedEndpoint[] endpoints = [.. new DiagnosisContext(Failing(lookedUp) with { Errors = [refused] }).Endpoints.Where(endpoint => endpoint.Errors.Count > 0)];

        Assert.Equal(isNamed ? Named : told, Assert.Single(endpoints).Endpoint);
    }

    [Fact]
    public void TheVerdictCountsThem()
    {
        ErrorEvidence refused = Error(Symptom.ConnectionRefused, 502, 3, Now.AddSeconds(-2)) with { Endpoint = FpmEndpoint.Parse("127.0.0.1:9000") };

        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Failing("127.0.0.1") with { Errors = [refused] });

        Assert.Contains("3 errors since", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.Empty(diagnosis.Past);
    }

    // Workers of the pool that listens there die: it is known whose they are.
    [Fact]
    public void ThePoolThatListensAtTheAddressIsThePoolOfTheName()
    {
        GatewaySnapshot snapshot = Failing("127.0.0.1");
        JsonNode changed = JsonNode.Parse(SnapshotJson.Write(snapshot))!;
        foreach (JsonNode? setting in changed["Configuration"]!["Pools"]!.AsArray().SelectMany(pool => pool!["Settings"]!.AsArray()).Where(setting => (string?)setting!["Name"] == "listen"))
        {
            setting!["Value"] = "127.0.0.1:9000";
        }

        DiagnosisContext context = new(SnapshotJson.Read(changed.ToJsonString()));

        Assert.Equal("www", context.EndpointOf(Named)?.Pool?.Pool);
    }

    // The upstream of the site, by a name, where nobody listens.
    private static GatewaySnapshot Failing(string address)
    {
        string text = SnapshotJson.Write(Healthy).Replace("unix:/run/php/php8.2-fpm.sock", "localhost:9000", StringComparison.Ordinal);
        JsonNode changed = JsonNode.Parse(text)!;
        foreach (JsonNode? pool in changed["Configuration"]!["Pools"]!.AsArray())
        {
            pool!["Endpoint"] = "unix:/run/php/php8.2-fpm.sock";
        }

        GatewaySnapshot snapshot = SnapshotJson.Read(changed.ToJsonString());
        FpmSocketFacts facts = SocketFacts.Tcp with { Endpoint = Named, Listener = null, IsListed = false, IsLocal = true, Pool = null, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111, address: address)] };
        return snapshot with { Sockets = [facts] };
    }
}
