using Nginx502.UnitTests.Diagnosis.Checklist;

namespace Nginx502.UnitTests.Inspection;

/// <summary>A snapshot that somebody wrote by hand, or that was cut, is refused where it has null for what cannot be missing.</summary>
public sealed class SnapshotNullsTests
{
    [Theory]
    [InlineData("{ \"SchemaVersion\": 1, \"Errors\": null }", "$.Errors is null")]
    [InlineData("{ \"SchemaVersion\": 1, \"Errors\": [ null ] }", "$.Errors[0] is null")]
    [InlineData("{ \"SchemaVersion\": 1, \"Configuration\": null }", "$.Configuration is null")]
    [InlineData("{ \"SchemaVersion\": 1, \"Configuration\": { \"Pools\": [ { \"Settings\": null } ] } }", "$.Configuration.Pools[0].Settings is null")]
    public void NullIsRefusedWithItsPlace(string text, string place) =>
        Assert.Contains(place, Assert.Throws<SnapshotFormatException>(() => SnapshotJson.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsLeftOutIsEmpty()
    {
        GatewaySnapshot read = SnapshotJson.Read("{ \"SchemaVersion\": 1, \"Errors\": [ { \"Symptom\": \"ConnectionReset\", \"Samples\": [ {} ] }, { \"Symptom\": \"HeaderTooBig\", \"AttemptStatus\": 502 } ] }");

        Assert.Equal((string.Empty, string.Empty), (read.Errors[0].Samples[0].Path, read.Errors[0].Samples[0].Text));
        Assert.Empty(read.Errors[1].Samples);
        Assert.NotNull(Diagnoser.Diagnose(read));
    }

    [Fact]
    public void WhatMayBeNullMay() => Assert.Null(SnapshotJson.Read(SnapshotJson.Write(ChecklistWorld.Healthy with { Resources = null })).Resources);
}
