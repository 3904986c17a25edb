using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery;

/// <summary>A change of a copy of a server, below a directory that stands for <c>/</c>: made, listed and undone.</summary>
public sealed class RootedChangeTests : IDisposable
{
    private const string Link = "/etc/nginx/sites-enabled/shop";
    private const string RealPath = "/etc/nginx/sites-available/shop";

    private readonly ChangeLab _lab = new();
    private readonly GatewayTree _tree = GatewayTree.Pair("unix:/run/php/php8.1-fpm.sock", poolLines: "listen.owner = www-data\nenv[DB_PASSWORD] = hunter2\n");

    public RootedChangeTests()
    {
        _tree.Write(GatewayTree.NginxPath, "user www-data;\nevents { }\nhttp {\n    include sites-enabled/*;\n}\n");
        _tree.Write(RealPath, "server {\n    location ~ \\.php$ {\n        fastcgi_pass unix:/run/php/php8.1-fpm.sock;\n    }\n}\n");
        Directory.CreateDirectory(_tree.PathHere("/etc/nginx/sites-enabled"));
        File.CreateSymbolicLink(_tree.PathHere(Link), RealPath);
    }

    private string[] Paths => [_tree.PathHere(RealPath), _tree.PathHere(GatewayTree.PoolPath)];

    public void Dispose()
    {
        _lab.Dispose();
        _tree.Dispose();
    }

    [Fact]
    public void It_is_made_in_the_file_that_an_absolute_link_means_there()
    {
        string before = File.ReadAllText(_tree.PathHere(RealPath));

        GatewayChange change = Sync(EndpointTransport.Tcp);

        Assert.Equal((ChangeState.Committed, _tree.RootPath, null), (change.State, change.RootPath, change.Failure));
        Assert.Equal(
            new[] { (_tree.PathHere(GatewayTree.PoolPath), _tree.PathHere(GatewayTree.PoolPath)), (_tree.PathHere(Link), _tree.PathHere(RealPath)) },
            change.Files.Select(file => (file.Path, file.RealPath)));
        Assert.Equal(RealPath, new FileInfo(_tree.PathHere(Link)).LinkTarget);
        Assert.Equal(before.Replace("unix:/run/php/php8.1-fpm.sock", "127.0.0.1:9000", StringComparison.Ordinal), File.ReadAllText(_tree.PathHere(RealPath)));
        Assert.DoesNotContain("hunter2", change.Diff, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_listed_with_its_root_and_undone_there()
    {
        string[] before = [.. Paths.Select(File.ReadAllText)];
        Sync(EndpointTransport.Tcp);

        GatewayChange listed = Assert.Single(_lab.Changes());
        Assert.Equal((_tree.RootPath, ChangeState.Committed), (listed.RootPath, listed.State));

        GatewayChange undo = _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", null));

        Assert.Equal((ChangeState.Committed, _tree.RootPath, 1), (undo.State, undo.RootPath, undo.Undoes!.Value));
        Assert.Equal(before, Paths.Select(File.ReadAllText));
        Assert.Equal([_tree.RootPath, _tree.RootPath], _lab.Changes().Select(change => change.RootPath));
        Assert.Equal(ChangeState.Committed, _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", 2)).State);
        Assert.NotEqual(before, Paths.Select(File.ReadAllText));
    }

    [Fact]
    public void The_preview_writes_nothing()
    {
        string[] before = [.. Paths.Select(File.ReadAllText)];

        GatewayChange plan = _lab.Transaction().Preview(Plan(EndpointTransport.Tcp));

        Assert.Equal((ChangeState.Planned, null), (plan.State, plan.Failure));
        Assert.Contains("+listen = 127.0.0.1:9000", plan.Diff, StringComparison.Ordinal);
        Assert.Equal(before, Paths.Select(File.ReadAllText));
        Assert.False(Directory.Exists(_lab.State));
    }

    [Fact]
    public void A_link_that_was_turned_out_of_the_root_since_is_not_followed()
    {
        ChangeRequest request = Plan(EndpointTransport.Tcp);
        File.Delete(_tree.PathHere(Link));
        File.CreateSymbolicLink(_tree.PathHere(Link), _lab.Site);
        File.Copy(_tree.PathHere(RealPath), _lab.Site, overwrite: true);

        GatewayChange change = _lab.Transaction().Run(request);

        Assert.Equal((ChangeState.Refused, ChangeFailureReason.FileMissing), (change.State, change.Failure!.Reason));
        Assert.Equal(File.ReadAllText(_tree.PathHere(RealPath)), File.ReadAllText(_lab.Site));
    }

    [Fact]
    public void A_managed_file_is_left_to_what_manages_it()
    {
        _tree.Write(RealPath, "# Ansible managed\n" + File.ReadAllText(_tree.PathHere(RealPath)));

        GatewayChange change = Sync(EndpointTransport.UnixSocket);

        Assert.Equal((ChangeState.Refused, ChangeFailureReason.ManagedFile), (change.State, change.Failure!.Reason));
        Assert.Contains("+        fastcgi_pass unix:/run/php/php8.2-fpm.sock;", change.Failure.Snippet, StringComparison.Ordinal);
        Assert.Equal(ChangeState.Committed, Sync(EndpointTransport.UnixSocket, force: true).State);
    }

    [Fact]
    public void A_change_of_two_machines_at_once_is_refused()
    {
        ChangeRequest request = Plan(EndpointTransport.Tcp);

        GatewayChange change = _lab.Transaction().Run(request with { Edits = [.. request.Edits, .. _lab.One().Edits] });

        Assert.Equal(ChangeState.Refused, change.State);
        Assert.Contains("is not below", change.Problem, StringComparison.Ordinal);
        _lab.AssertOld();
    }

    private GatewayChange Sync(EndpointTransport transport, bool force = false) => _lab.Transaction().Run(Plan(transport, force));

    private ChangeRequest Plan(EndpointTransport transport, bool force = false)
    {
        NginxReading nginx = _tree.Nginx();
        FpmReading fpm = _tree.Fpm();
        EndpointSyncPlan plan = EndpointSync.Plan(new EndpointSyncRequest([nginx], fpm, GatewayCollector.Collect([nginx], [fpm]), fpm.Configuration.Pools[0], transport));
        Assert.Empty(plan.Problems);
        return plan.Change.Build("Sync-FpmEndpoint", null, reload: true, force);
    }
}
