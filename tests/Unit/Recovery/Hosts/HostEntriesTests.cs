using System.Text;
using CsCheck;
using Nginx502.Linux;
using Nginx502.UnitTests.Nginx;

namespace Nginx502.UnitTests.Recovery.Hosts;

public sealed class HostEntriesTests : IDisposable
{
    private const string Usual = "127.0.0.1\tlocalhost\n10.0.0.9 db db.example # ours\n10.0.0.7 old # nginx502\n";

    private static readonly string[] Parts =
        ["127.0.0.1 localhost\n", "\n", "# comment\n", "10.0.0.1\ta b\tc # x\n", "fd00::1 six\r\n", "garbage\n", "10.0.0.7 old # nginx502\n", "\tx\n", "no end"];

    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_marked_line_is_added_at_the_end()
    {
        HostEntryPlan plan = Entries(Usual).Add("php", "10.0.0.5");

        Assert.Equal(Usual + "10.0.0.5 php # nginx502\n", After(plan));
        SettingChange setting = Assert.Single(plan.Settings);
        Assert.Equal(("php", null, "10.0.0.5", 4, ChangeApplies.NginxReload), (setting.Name, setting.Before, setting.After, setting.LineNumber, setting.Applies));
    }

    [Theory]
    [InlineData("127.0.0.1 localhost", "127.0.0.1 localhost\n10.0.0.5 php # nginx502\n")]
    [InlineData("127.0.0.1 localhost\r\n", "127.0.0.1 localhost\r\n10.0.0.5 php # nginx502\r\n")]
    [InlineData("127.0.0.1 localhost\r\n127.0.0.1 b", "127.0.0.1 localhost\r\n127.0.0.1 b\r\n10.0.0.5 php # nginx502\r\n")]
    [InlineData("", "10.0.0.5 php # nginx502\n")]
    [InlineData("# \u00e9\n", "# \u00e9\n10.0.0.5 php # nginx502\n")]
    public void Ends_of_lines_and_foreign_bytes_stay(string before, string after) => Assert.Equal(after, After(Entries(before).Add("php", "10.0.0.5")));

    [Fact]
    public void What_is_there_already_is_not_added_again()
    {
        Assert.True(Entries(Usual).Add("old", "10.0.0.7").Edit!.IsEmpty);
        Assert.True(Entries(Usual).Add("DB", "10.0.0.9").Edit!.IsEmpty);
        Assert.True(Entries(Usual + "fd00::5 six\n").Add("six", "fd00:0::5").Edit!.IsEmpty);
    }

    [Fact]
    public void Another_address_is_refused_with_the_line()
    {
        HostEntryRefusal refusal = Entries(Usual).Add("db.example", "10.0.0.5").Refusal!;

        Assert.Equal(HostEntryRefusalReason.HostEntryConflict, refusal.Reason);
        Assert.Contains("line 2 with 10.0.0.9", refusal.Problem);
        Assert.Contains("Remove-GatewayHostEntry -Name db.example -Force", refusal.Advice);
        HostEntryPlan forced = Entries(Usual, force: true).Add("db.example", "10.0.0.5");
        Assert.EndsWith("10.0.0.5 db.example # nginx502\n", After(forced));
        Assert.Contains("10.0.0.9, 10.0.0.5", Assert.Single(forced.Warnings));
    }

    [Theory]
    [InlineData("localhost", "10.0.0.5", HostEntryRefusalReason.HostNameIsLoopback)]
    [InlineData("ip6-localhost", "10.0.0.5", HostEntryRefusalReason.HostNameIsLoopback)]
    [InlineData("a.localhost", "10.0.0.5", HostEntryRefusalReason.HostNameIsLoopback)]
    [InlineData("php:9000", "10.0.0.5", HostEntryRefusalReason.HostNameInvalid)]
    [InlineData("php # x", "10.0.0.5", HostEntryRefusalReason.HostNameInvalid)]
    [InlineData("php\n1.2.3.4 evil", "10.0.0.5", HostEntryRefusalReason.HostNameInvalid)]
    [InlineData("php", "10.0.5", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "010.0.0.5", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "10.0.0.5:9000", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "10.0.0.5 evil", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "0.0.0.0", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "::", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "255.255.255.255", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "224.0.0.1", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "ff02::1", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "fe80::1%eth0", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "[fd00::5]", HostEntryRefusalReason.AddressInvalid)]
    [InlineData("php", "php2", HostEntryRefusalReason.AddressInvalid)]
    public void What_is_no_name_or_no_address_is_refused(string name, string address, HostEntryRefusalReason reason)
    {
        Assert.Equal(reason, Entries(Usual).Add(name, address).Refusal?.Reason);
        Assert.Equal(reason, Entries(Usual, force: true).Add(name, address).Refusal?.Reason);
    }

    [Fact]
    public void Only_marked_lines_are_taken_out()
    {
        Assert.Equal("127.0.0.1\tlocalhost\n10.0.0.9 db db.example # ours\n", After(Entries(Usual).Remove("OLD")));
        Assert.Equal(HostEntryRefusalReason.HostEntryNotOurs, Entries(Usual).Remove("db").Refusal!.Reason);
        Assert.Contains("line 2", Entries(Usual).Remove("db").Refusal!.Problem);
        Assert.Equal(HostEntryRefusalReason.HostEntryNotFound, Entries(Usual).Remove("php").Refusal!.Reason);
    }

    [Fact]
    public void With_force_a_name_is_taken_out_of_a_line_of_several()
    {
        Assert.Equal("127.0.0.1\tlocalhost\n10.0.0.9 db.example # ours\n10.0.0.7 old # nginx502\n", After(Entries(Usual, force: true).Remove("db")));
        Assert.Equal("127.0.0.1\tlocalhost\n10.0.0.9 db # ours\n10.0.0.7 old # nginx502\n", After(Entries(Usual, force: true).Remove("db.example")));
    }

    [Fact]
    public void What_stays_of_others_is_said()
    {
        HostEntryPlan plan = Entries(Usual + "10.0.0.8 old\n").Remove("old");

        Assert.Equal("127.0.0.1\tlocalhost\n10.0.0.9 db db.example # ours\n10.0.0.8 old\n", After(plan));
        Assert.Contains("line 4", Assert.Single(plan.Warnings));
    }

    [Fact]
    public void What_cloud_init_writes_is_not_changed_without_force()
    {
        _tree.Write("/etc/cloud/cloud.cfg", "manage_etc_hosts: true\n");

        Assert.Equal(HostEntryRefusalReason.ManagedFile, Entries(Usual).Add("php", "10.0.0.5").Refusal!.Reason);
        Assert.Equal(HostEntryRefusalReason.ManagedFile, Entries(Usual).Remove("old").Refusal!.Reason);
        Assert.Null(Entries(Usual, force: true).Add("php", "10.0.0.5").Refusal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() => Assert.Equal(
        HostEntryRefusalReason.HostsFileNotReadable,
        new HostEntries(new GatewayTarget { RootPath = _tree.RootPath }, ChangeApplies.Live, force: true).Add("php", "10.0.0.5").Refusal!.Reason);

    // Whatever the file holds: what is added is found by the C library's rules, and taking it out gives the bytes back but for an end of line that was missing.
    [Fact]
    public void Adding_and_taking_out_gives_the_old_bytes_back() => Gen.Int[0, Parts.Length - 1].Array[0, 8]
        .Select(numbers => string.Concat(numbers.Select(number => Parts[number]))).Sample(text =>
        {
            string added = After(Entries(text).Add("php", "10.0.0.5"));
            Assert.Equal("10.0.0.5", Assert.Single(HostsFile.Parse(Encoding.Latin1.GetBytes(added)).Of("php")).Address.ToString());
            string removed = After(Entries(added).Remove("php"));
            Assert.Equal(text.Length == 0 || text.EndsWith('\n') ? text : text + (text.Contains("\r\n") ? "\r\n" : "\n"), removed);
        }, iter: 300, threads: 1);

    private HostEntries Entries(string text, bool force = false)
    {
        _tree.Write("/etc/hosts", Encoding.Latin1.GetBytes(text));
        return new HostEntries(new GatewayTarget { RootPath = _tree.RootPath }, ChangeApplies.NginxReload, force);
    }

    private static string After(HostEntryPlan plan)
    {
        Assert.Null(plan.Refusal);
        return Encoding.Latin1.GetString(plan.Edit!.After.Span);
    }
}
