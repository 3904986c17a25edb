using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;

namespace Nginx502.HostedTests.Commands;

/// <summary>Letting nginx's worker connect as a user does it, where no program runs: the lines of the pool alone are changed.</summary>
public sealed class RepairTests : IDisposable
{
    private const string Both = "-NginxConfigPath \"$($args[0])/nginx.conf\" -FpmConfigPath \"$($args[0])/php-fpm.conf\" -Force";

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public RepairTests() => PermissionSample.Write(_folder);

    public static TheoryData<string> Calls =>
    [
        $"Repair-FpmSocketPermission www {Both}",
        $"Repair-FpmSocketPermission -Endpoint \"$($args[0])/php.sock\" {Both}",
        $"Get-FpmPool -FpmConfigPath \"$($args[0])/php-fpm.conf\" | Repair-FpmSocketPermission {Both}",
        $"[pscustomobject]@{{ Pool = $null; Endpoint = \"unix:$($args[0])/php.sock\" }} | Repair-FpmSocketPermission {Both}",
    ];

    private string Text => File.ReadAllText(_folder["php-fpm.conf"]);

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_pool_that_is_meant_gets_a_group_of_nginx_and_no_more(string call)
    {
        string before = Text;

        GatewayChange change = Assert.Single(_session.Invoke(call + " -PassThru", _folder.Path).As<GatewayChange>());

        Assert.Equal(["listen.group", "listen.mode"], change.Settings.Select(setting => setting.Name).Order());
        Assert.Equal((ChangeState.Committed, ChangeApplies.FpmRestart), (change.State, change.Applies));
        Assert.Contains("listen.mode = 0660", Text);
        _session.Invoke("$args[0] | Restore-GatewayConfiguration -Force -Confirm:$false", change);
        Assert.Equal(before, Text);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void WhatIf_writes_nothing(string call)
    {
        string before = Text;

        string shown = _session.Show(call + " -WhatIf -PassThru", _folder.Path);

        Assert.Equal(before, Text);
        Assert.Contains("+listen.mode = 0660", shown);
    }

    [Fact]
    public void Where_nobody_can_answer_nothing_is_done()
    {
        string before = Text;
        _session.Host.IsInteractive = false;

        Assert.Equal(["ConfirmationUnavailable"], _session.Invoke($"Repair-FpmSocketPermission www {Both} -Confirm", _folder.Path).ErrorIds);
        Assert.Equal(before, Text);
    }

    [Theory]
    [InlineData("Repair-FpmSocketPermission none", "PoolNotFound")]
    [InlineData("Repair-FpmSocketPermission -Endpoint /none.sock", "PoolNotFound")]
    [InlineData("Repair-FpmSocketPermission $null", "PoolNotFound")]
    public void What_is_not_there_is_an_error(string call, string id) => Assert.Equal([id], _session.Invoke($"{call} {Both}", _folder.Path).ErrorIds);

    [Fact]
    public void A_pool_on_TCP_has_no_rights_to_repair()
    {
        File.WriteAllText(_folder["php-fpm.conf"], Text.Replace(_folder.Path + "/php.sock", "127.0.0.1:9000"));

        Assert.Equal(["SocketNotRepaired"], _session.Invoke($"Repair-FpmSocketPermission www {Both}", _folder.Path).ErrorIds);
    }
}
