using CsCheck;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Firewall;

/// <summary>What is said of random rule sets is what the kernel does: they are loaded in a network of the test's own, and clients connect for real.</summary>
public sealed class KernelAgreementTests
{
    private const int Times = 40;

    [Fact]
    public void NftablesDoesWhatIsSaid() => Compare(RuleTexts.Nftables, (wires, text) => wires.Feed(text, "nft", "-f"));

    [Fact]
    public void IptablesNftDoesWhatIsSaid() => Compare(RuleTexts.Iptables, (wires, text) => wires.Feed(text, "iptables-nft-restore"));

    [Fact]
    public void IptablesLegacyDoesWhatIsSaid() => Compare(RuleTexts.Iptables, (wires, text) => wires.Feed(text, "iptables-legacy-restore"));

    private static void Compare(Gen<string> texts, Action<FirewallWires, string> load)
    {
        if (!LabUser.IsRoot)
        {
            Assert.Contains(FirewallReader.Read([]).NotSeen, gap => gap.What == "the rules of the firewall");
            return;
        }

        using var wires = new FirewallWires();
        int known = 0;
        texts.Sample(
            text =>
            {
                if (!IsLoaded(wires, text, load))
                {
                    return;
                }

                FirewallFacts facts = wires.Read();
                Assert.NotNull(facts.Rules);
                var said = FirewallWires.Ports.SelectMany(port => FirewallWires.Clients.Select(client => (port, client))).ToDictionary(question => question, question => Judge(facts, question));
                var seen = wires.Ask(question => said[question] is FirewallState.Open or FirewallState.Rejected);
                foreach (((int Port, string Client) question, FirewallState state) in said.Where(answer => answer.Value != FirewallState.Unknown))
                {
                    known++;
                    Assert.True(state == seen[question], $"{question.Port} from {question.Client}: said {state}, and is {seen[question]}.\n{text}");
                }
            },
            iter: Times,
            threads: 1);

        // Enough are loaded and judged: else the test would test nothing.
        Assert.InRange(known, Times * FirewallWires.Ports.Length * FirewallWires.Clients.Length / 4, int.MaxValue);
    }

    // Conditions that exclude each other are an error to nft.
    private static bool IsLoaded(FirewallWires wires, string text, Action<FirewallWires, string> load)
    {
        try
        {
            load(wires, text);
            return true;
        }
        catch (LabException)
        {
            return false;
        }
    }

    private static FirewallState Judge(FirewallFacts facts, (int Port, string Client) question)
    {
        _ = FirewallSource.TryParse(question.Client, out FirewallSource? source);
        return GatewayFirewall.Examine(facts, [new FirewallPort(question.Port, FirewallPortUse.Other, "port", true, ["0.0.0.0", "::"], [])], source)[0].State;
    }
}
