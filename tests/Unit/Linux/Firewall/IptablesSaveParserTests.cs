using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Firewall;

/// <summary>Lines of iptables-save.</summary>
public sealed class IptablesSaveParserTests
{
    [Fact]
    public void A_comment_is_one_word_whatever_is_in_it() => Assert.Equal(
        ["-A", "INPUT", "--comment", "a \"b\" -j DROP", "-j", "ACCEPT"],
        IptablesSaveParser.Words("-A INPUT --comment \"a \\\"b\\\" -j DROP\" -j ACCEPT"));

    [Theory]
    [InlineData("-p tcp -m tcp --dport 80 -j ACCEPT", FirewallAction.Accept, false)]
    [InlineData("-m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix \"[UFW] \"", FirewallAction.None, false)]
    [InlineData("-j NFQUEUE --queue-num 0", FirewallAction.Unknown, false)]
    [InlineData("-j f2b", FirewallAction.Jump, false)]
    [InlineData("-g f2b", FirewallAction.Goto, false)]
    [InlineData("-m set --match-set bad src -j DROP", FirewallAction.Drop, true)]
    [InlineData("-m string --string GET --algo bm -j DROP", FirewallAction.Drop, true)]
    [InlineData("-p tcp -m multiport --dports 80,http -j DROP", FirewallAction.Drop, true)]
    [InlineData("-p tcp -m conntrack --ctstate DNAT -j ACCEPT", FirewallAction.Accept, true)]
    public void What_is_not_understood_is_a_doubt_and_no_error(string rule, FirewallAction action, bool isDoubtful)
    {
        FirewallRuleSet rules = IptablesSaveParser.Parse($"*filter\n:INPUT DROP [0:0]\n:f2b - [0:0]\n-A INPUT {rule}\nCOMMIT\n", 4, FirewallBackend.IptablesLegacy);

        FirewallChain input = rules.Tables[0].Chains.Single(chain => chain.Name == "INPUT");
        FirewallRule read = Assert.Single(input.Rules);
        Assert.Equal(("input", true, 0), (input.Hook, input.Drops, input.Priority));
        Assert.Equal((action, isDoubtful), (read.Verdict.Action, read.Matches.Any(match => match.Doubt is not null)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*filter")]
    [InlineData("-A INPUT -j DROP")]
    [InlineData("*filter\n-A INPUT -j DROP\nCOMMIT")]
    [InlineData("*filter\n:\n-A \n-A INPUT !\nCOMMIT")]
    public void Nonsense_is_no_rule(string text) =>
        Assert.Empty(IptablesSaveParser.Parse(text, 4, FirewallBackend.IptablesLegacy).Tables.SelectMany(table => table.Chains).SelectMany(chain => chain.Rules));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"nftables\": 1}")]
    [InlineData("{\"nftables\": [{\"rule\": {}}]}")]
    [InlineData("{\"nftables\": [{\"rule\": {\"family\": \"ip\", \"table\": \"t\", \"chain\": \"c\", \"expr\": [{\"match\": {}}]}}]}")]
    [InlineData("{\"nftables\": [{\"rule\": {\"family\": \"ip\", \"table\": \"t\", \"chain\": \"c\", \"expr\": [{\"match\": {\"op\": \"==\", \"left\": {\"&\": [1]}, \"right\": {\"range\": [1]}}}]}}]}")]
    public void A_listing_that_is_none_gives_nothing(string json) =>
        Assert.Null(Record.Exception(() => new NftRuleSetParser(NftRuleTexts.Empty).Parse(System.Text.Encoding.UTF8.GetBytes(json))));
}
