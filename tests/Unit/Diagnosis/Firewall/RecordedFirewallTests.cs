namespace Nginx502.UnitTests.Diagnosis.Firewall;

/// <summary>Rule sets as tools make them, and what is said of ports: expected.txt of each folder has a line for each question.</summary>
public sealed class RecordedFirewallTests
{
    public static TheoryData<string> Names => [.. RecordedFirewall.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_becomes_of_connections_is_known_with_the_rule(string name)
    {
        FirewallFacts facts = RecordedFirewall.Read(name);
        string[] expected = File.ReadAllLines(TestData.Path(Path.Combine("firewall", name, "expected.txt")));

        string[] questions = [.. expected.Select(line => line.Split(" -> ")[0])];
        Assert.NotEmpty(questions);
        Assert.Equal(expected, questions.Select(question => question == "manager" ? $"manager -> {facts.Manager}" : $"{question} -> {Answer(facts, question.Split(' '))}"));
        Assert.Empty(facts.NotSeen);
    }

    private static string Answer(FirewallFacts facts, string[] question)
    {
        GatewayFirewallResult result = GatewayFirewall.Examine(facts, [RecordedFirewall.Port(int.Parse(question[0]))], RecordedFirewall.Source(question[1]))[0];
        return $"{result.State} to {result.OpenTo}: {string.Join(" | ", result.Decisions.Select(decision =>
            $"{decision.Family} {string.Join(",", decision.Interfaces)} {decision.Sources}: {decision.Explanation}"))}";
    }
}
