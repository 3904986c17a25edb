using System.Text;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Firewall;

/// <summary>A port is opened for one address with the tool that manages the firewall, seen to be open by connecting, and shut again by undoing it.</summary>
public sealed class PortOpeningTests : IDisposable
{
    private const int Port = 9000;
    private const string Client = "10.9.0.2";

    private const string NftRules = """
        table inet filter {
          chain input {
            type filter hook input priority 0; policy accept;
            ct state established,related accept
            iif lo accept
            tcp dport 80 accept
            counter drop
          }
        }

        """;

    private const string IptablesRules = "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\nCOMMIT\n";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-firewall-");
    private readonly FirewallWires? _wires = LabUser.IsRoot ? new FirewallWires() : null;

    public void Dispose()
    {
        _wires?.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(FirewallManager.Nftables)]
    [InlineData(FirewallManager.Iptables)]
    [InlineData(FirewallManager.IptablesLegacy)]
    [InlineData(FirewallManager.Ufw)]
    public void APortIsOpenForOneAddressUntilItIsUndone(FirewallManager manager)
    {
        if (_wires is not { } wires)
        {
            Assert.Equal(ChangeFailureReason.FirewallNotSeen, FirewallOpener.Plan(FirewallReader.Read([]), Fpm, Source, force: false).Refusal?.Reason);
            return;
        }

        Load(wires, manager);
        string before = Rules(wires);
        FirewallFacts facts = wires.Read();
        Assert.Equal(manager, facts.Manager);

        GatewayChange change = Transaction(wires).Run(FirewallOpener.Plan(facts, Fpm, Source, force: false), "Enable-GatewayFirewallPort", null);

        Assert.Null(change.Failure);
        Assert.Equal((ChangeState.Committed, true), (change.State, change.IsInEffect));
        Assert.Single(change.Commands);
        IReadOnlyDictionary<(int Port, string Client), FirewallState> seen = wires.Ask(question => question == (Port, Client));
        Assert.Equal([Client], FirewallWires.Clients.Where(client => IsRuled(manager, client) && seen[(Port, client)] == FirewallState.Open));
        Assert.Equal(ChangeFailureReason.PortAlreadyOpen, FirewallOpener.Plan(wires.Read(), Fpm, Source, force: false).Refusal?.Reason);

        GatewayChange undone = new ConfigurationTransaction(FileCalls.Kernel, State, () => wires).Restore(new RestoreRequest("Restore-GatewayConfiguration", change.Id));

        Assert.Null(undone.Failure);
        Assert.Equal((ChangeState.Committed, change.Id), (undone.State, undone.Undoes));
        Assert.NotEqual(FirewallState.Open, wires.Ask(_ => false)[(Port, Client)]);
        Assert.Equal(before, Rules(wires));
        Assert.Equal([ChangeState.Undone, ChangeState.Committed], new ChangeJournal(FileCalls.Kernel, State).Read().Changes.Select(read => read.State));
    }

    [Fact]
    public void ARuleThatDoesNotOpenThePortIsTakenAwayAgain()
    {
        if (_wires is not { } wires)
        {
            Assert.NotEmpty(FirewallReader.Read([]).NotSeen);
            return;
        }

        // The second chain drops what the first one lets in.
        wires.Feed(NftRules + "table inet second { chain input { type filter hook input priority 10; policy drop;\n tcp dport 80 accept\n }\n}\n", "nft", "-f");
        string before = Rules(wires);

        GatewayChange change = Transaction(wires).Run(FirewallOpener.Plan(wires.Read(), Fpm, Source, force: false), "Enable-GatewayFirewallPort", null);

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.NotInEffect), (change.State, change.Failure?.Reason));
        Assert.Contains("second", change.Problem);
        Assert.Equal(before, Rules(wires));
    }

    [Fact]
    public async Task WhatIsTypedLooksOpensAndUndoes()
    {
        if (_wires is not { } wires)
        {
            Assert.NotEmpty(FirewallReader.Read([]).NotSeen);
            return;
        }

        wires.Feed(NftRules, "nft", "-f");
        string before = Rules(wires);
        string port = $"{Port} {Client}";

        ShellObjects asked = await TypeAsync(wires, $"Enable-GatewayFirewallPort {port}");
        ShellObjects imagined = await TypeAsync(wires, $"Enable-GatewayFirewallPort {port} -WhatIf");
        Assert.Contains("-Confirm:$false", asked.Errors, StringComparison.Ordinal);
        Assert.Contains($"ip saddr {Client} tcp dport {Port}", imagined.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Rules(wires));

        ShellObjects typed = await TypeAsync(
            wires,
            $"""
            (Test-GatewayFirewall {port}).State
            Enable-GatewayFirewallPort {port} -Confirm:$false
            (Test-GatewayFirewall {port}).State
            (Get-GatewayChange).Commands
            Restore-GatewayConfiguration -Last
            (Test-GatewayFirewall {port}).State
            """);
        Assert.Equal(["Closed", "Open", "Closed"], typed.Objects.Select(item => item.ToString()).Where(item => !item.StartsWith("nft", StringComparison.Ordinal)));
        Assert.Contains($"ip saddr {Client} tcp dport {Port}", typed.Objects.Select(item => item.ToString()).Single(item => item.StartsWith("nft", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("gone after a reboot", typed.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Rules(wires));
    }

    private Task<ShellObjects> TypeAsync(FirewallWires wires, string command) => BuiltShell.RunInNetworkOfAsync(wires.ServerId, command, State);

    private string State => Path.Combine(_directory.FullName, "state");

    private static FirewallPort Fpm => new(Port, FirewallPortUse.Fpm, "pool www", true, ["0.0.0.0"], []);

    private static FirewallSource Source => FirewallSource.TryParse(Client, out FirewallSource? source) ? source : throw new FormatException(Client);

    private FirewallTransaction Transaction(FirewallWires wires) => new(State, () => wires, _ => wires.Read());

    private void Load(FirewallWires wires, FirewallManager manager)
    {
        switch (manager)
        {
            case FirewallManager.Nftables:
                wires.Feed(NftRules, "nft", "-f");
                break;
            case FirewallManager.Ufw:
                wires.UfwDirectory = Path.Combine(_directory.FullName, "ufw");
                CopyUfw(wires.UfwDirectory);
                Run(wires, "/usr/sbin/ufw", "--force", "enable");
                Run(wires, "/usr/sbin/ufw", "allow", "80/tcp");

                // The first rule that is taken away makes ufw write a chain anew that its start leaves short.
                Run(wires, "/usr/sbin/ufw", "allow", "81/tcp");
                Run(wires, "/usr/sbin/ufw", "delete", "allow", "81/tcp");
                break;
            default:
                wires.Feed(IptablesRules, manager == FirewallManager.Iptables ? "iptables-nft-restore" : "iptables-legacy-restore");
                break;
        }
    }

    // The rules of iptables are of IPv4 alone.
    private static bool IsRuled(FirewallManager manager, string client) =>
        manager is not (FirewallManager.Iptables or FirewallManager.IptablesLegacy) || !client.Contains(':', StringComparison.Ordinal);

    private static string Rules(FirewallWires wires) => Run(wires, "/usr/sbin/nft", "-s", "list", "ruleset") + Run(wires, "/usr/sbin/iptables-legacy", "-S");

    private static string Run(FirewallWires wires, string program, params string[] arguments)
    {
        ProgramResult result = wires.Run(new ProgramRequest(program, arguments), out _, CancellationToken.None)!;
        Assert.True(result.ExitCode == 0, Encoding.UTF8.GetString(result.Error) + Encoding.UTF8.GetString(result.Output));
        return Encoding.UTF8.GetString(result.Output);
    }

    private static void CopyUfw(string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "applications.d"));
        foreach (string file in Directory.GetFiles("/etc/ufw"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
