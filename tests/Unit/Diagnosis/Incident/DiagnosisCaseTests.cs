using System.Text.Json;
using Nginx502.Diagnosis;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>
/// Every cause by data (tests/data/diagnosis): snapshots in which it must be found, and near misses in which it must not be called present. Most are what the
/// laboratory saw before and after a remedy, cut down to what decides.
/// </summary>
public sealed class DiagnosisCaseTests
{
    private static readonly string Root = TestData.Path("diagnosis");

    public static TheoryData<string> Firing => [.. Files("*.fires.json")];

    public static TheoryData<string> NearMisses => [.. Files("*.misses.json")];

    public static TheoryData<Cause> Causes => [.. Enum.GetValues<Cause>()];

    public static TheoryData<string> Rules => [.. RuleTypes().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Firing))]
    public void TheCauseIsFound(string file)
    {
        JsonElement whole = Read(file);
        Expectation expected = whole.GetProperty("Expected").Deserialize<Expectation>()!;
        Finding? found = Find(Diagnose(whole), Enum.Parse<Cause>(expected.Cause));

        Assert.NotNull(found);
        Assert.Equal(expected, new Expectation(found.Cause.ToString(), found.Severity.ToString(), found.Confidence.ToString(), found.IsPresent, found.Status, found.Endpoint?.ToString()));
        Assert.NotEmpty(found.Explanation);
        Assert.NotEmpty(found.ConfidenceReason);
        Assert.True(!found.IsPresent || found.Cause is Cause.ClientAbort || found.Remedies.Length > 0, "what is present has a remedy");
        Assert.NotEmpty(found.Evidence);
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void TheNearMissIsNotTakenForIt(string file)
    {
        var cause = Enum.Parse<Cause>(file.Split('/')[0]);
        Finding? found = Find(Diagnose(Read(file)), cause);

        // What is never present, as visitors who left, must not be named at all.
        Assert.True(found is null || (!found.IsPresent && IsEverPresent(cause)), $"{file}: {found}: {found?.Explanation}");
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void EveryCauseHasBoth(Cause cause)
    {
        string directory = Path.Combine(Root, cause.ToString());

        Assert.True(Directory.Exists(directory), $"{cause} has no data: tests/data/diagnosis/{cause}");
        Assert.NotEmpty(Directory.GetFiles(directory, "*.fires.json"));
        Assert.NotEmpty(Directory.GetFiles(directory, "*.misses.json"));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void EveryRuleFiresSomewhereAndMissesSomewhere(string name)
    {
        var rule = (IDiagnosisRule)Activator.CreateInstance(RuleTypes().Single(type => type.Name == name))!;
        DiagnosisContext[] firing = [.. Files("*.fires.json").Select(file => new DiagnosisContext(SnapshotOf(Read(file))))];
        DiagnosisContext[] nearMisses = [.. Files("*.misses.json").Select(file => new DiagnosisContext(SnapshotOf(Read(file))))];

        Assert.Contains(firing, context => rule.Check(context).Any());
        Assert.Contains(nearMisses, context => !rule.Check(context).Any());
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.GetFiles(Root, pattern, SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal);

    private static IEnumerable<Type> RuleTypes() => typeof(IDiagnosisRule).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IDiagnosisRule)));

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, file))).RootElement;

    private static GatewaySnapshot SnapshotOf(JsonElement whole) => SnapshotJson.Read(whole.GetProperty("Snapshot").GetRawText());

    private static GatewayDiagnosis Diagnose(JsonElement whole) => Diagnoser.Diagnose(SnapshotOf(whole));

    private static Finding? Find(GatewayDiagnosis diagnosis, Cause cause) => All(diagnosis.Findings).FirstOrDefault(finding => finding.Cause == cause);

    private static IEnumerable<Finding> All(IEnumerable<Finding> findings) => findings.SelectMany(finding => All(finding.Consequences).Prepend(finding));

    private static bool IsEverPresent(Cause cause) => cause is not (Cause.ClientAbort or Cause.AllHealthyNow or Cause.ReloadKillsRequests);

    private sealed record Expectation(string Cause, string Severity, string Confidence, bool IsPresent, int? Status, string? Endpoint);
}
