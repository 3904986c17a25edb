using System.Management.Automation;
using Nginx502.HostedTests.Hosting;
using Nginx502.Pipeline;

namespace Nginx502.HostedTests.Commands;

/// <summary>Changing configurations as a user does it: planned, asked for, made, listed, undone.</summary>
public sealed class ChangeTests : IDisposable
{
    private const string Pool = "/etc/php/8.2/fpm/pool.d/www.conf";
    private const string Blog = "/etc/nginx/sites-enabled/blog";

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly ServerCopy _server = new();

    public static TheoryData<string> Calls =>
    [
        "Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -Directive @{ 'php_admin_value[memory_limit]' = '512M' } -Reset pm.max_requests",
        "Set-NginxUpstreamTuning blog.example '~ \\.php$' -RootPath $args[0] -ReadTimeout 2m",
        "Sync-FpmEndpoint www UnixSocket -RootPath $args[0]",
        "Sync-FpmEndpoint www Tcp -RootPath $args[0] -Endpoint 9002",
    ];

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void WhatIf_shows_all_and_writes_nothing(string call)
    {
        IReadOnlyDictionary<string, string> before = _server.ReadAll();
        int changes = Changes();

        string shown = _session.Show(call + " -WhatIf -PassThru -Force", _server.Path);

        Assert.Equal(before, _server.ReadAll());
        Assert.Equal(changes, Changes());
        Assert.Contains("What if: ", shown);
        Assert.Contains("\n+", shown);
        Assert.Contains("Takes effect when ", shown);
        Assert.Empty(_session.Invoke(call + " -WhatIf -PassThru -Force", _server.Path).Clean().Output);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_change_is_made_listed_and_undone_to_the_byte(string call)
    {
        IReadOnlyDictionary<string, string> before = _server.ReadAll();

        GatewayChange change = Assert.Single(_session.Invoke(call + " -PassThru -Force", _server.Path).Clean().As<GatewayChange>());
        IReadOnlyDictionary<string, string> after = _server.ReadAll();
        GatewayChange listed = Assert.Single(_session.Invoke("Get-GatewayChange $args[0]", change.Id).Clean().As<GatewayChange>());
        GatewayChange undone = Assert.Single(_session.Invoke("$args[0] | Restore-GatewayConfiguration -PassThru", change).Clean().As<GatewayChange>());

        Assert.NotEqual(before, after);
        Assert.Equal(before, _server.ReadAll());
        Assert.Equal((ChangeState.Committed, change.Diff, _server.Path), (listed.State, listed.Diff, listed.RootPath));
        Assert.Equal((ChangeState.Committed, change.Id), (undone.State, undone.Undoes));
        Assert.Equal(undone.Id, _session.Invoke("Get-GatewayChange $args[0]", change.Id).As<GatewayChange>().Single().UndoneBy);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void What_is_as_wanted_already_is_not_changed(string call)
    {
        Assert.Empty(_session.Invoke(call + " -Force", _server.Path).Clean().Output);
        IReadOnlyDictionary<string, string> after = _server.ReadAll();
        int changes = Changes();

        GatewayChange again = Assert.Single(_session.Invoke(call + " -PassThru -Force", _server.Path).Clean().As<GatewayChange>());

        Assert.Equal((ChangeState.Unchanged, changes), (again.State, Changes()));
        Assert.Equal(after, _server.ReadAll());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void A_person_sees_the_diff_before_the_answer(int answer, bool isMade)
    {
        _session.Host.IsInteractive = true;
        _session.Host.Answers.Enqueue(answer);

        _session.Invoke("Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -Confirm", _server.Path).Clean();

        Assert.Contains("+pm.max_children = 20", Assert.Single(_session.Host.Questions));
        Assert.Equal(isMade, _server.Read(Pool).Contains("pm.max_children = 20"));
    }

    [Fact]
    public void Where_nobody_can_answer_nothing_is_changed()
    {
        InvocationResult result = _session.Invoke("Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -Confirm", _server.Path);

        Assert.Equal(["ConfirmationUnavailable"], result.ErrorIds);
        Assert.Contains("pm.max_children = 5", _server.Read(Pool));
    }

    [Theory]
    [InlineData(null, "(the same command with -Reload, or: reload php-fpm).")]
    [InlineData("php8.2-fpm.service", "(the same command with -Reload, or: systemctl reload php8.2-fpm.service).")]
    public void What_has_to_happen_yet_is_said_with_what_does_it(string? unit, string words)
    {
        GatewayChange change = _session.Invoke("Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -PassThru", _server.Path).Clean().As<GatewayChange>().Single();
        GatewayChange undone = _session.Invoke("$args[0] | Restore-GatewayConfiguration -PassThru", change).Clean().As<GatewayChange>().Single();

        Assert.EndsWith(words, ChangeText.ReloadRequired(change, unit));
        Assert.DoesNotContain("-Reload", ChangeText.ReloadRequired(undone, unit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Reload")]
    public void Of_a_copy_of_a_server_no_reload_is_asked_for_or_made(string reload)
    {
        InvocationResult result = _session.Invoke(
            $"Get-FpmPool -RootPath $args[0] | Set-FpmPoolTuning -RootPath $args[0] -MaxRequests 100 -ListenMode 0600 {reload}; Set-FpmPoolTuning www -RootPath $args[0] -MaxRequests 100 {reload}", _server.Path).Clean();

        Assert.All(result.Warnings, warning => Assert.StartsWith($"Nothing is reloaded: what lies below {_server.Path} ", warning));
        Assert.Equal(reload.Length == 0 ? 0 : 2, result.Warnings.Count);
    }

    // -Last takes no number, which would be that of another change.
    [Fact]
    public void The_last_change_is_one() =>
        Assert.StartsWith("PositionalParameterNotFound", _session.Invoke("try { Get-GatewayChange -Last 3 } catch { $_.FullyQualifiedErrorId }").Output.Single().ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_last_change_is_named_in_the_question()
    {
        GatewayChange change = _session.Invoke("Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -PassThru", _server.Path).Clean().As<GatewayChange>().Single();
        int last = _session.Invoke("Get-GatewayChange").As<GatewayChange>().Last(one => one is { State: ChangeState.Committed, Undoes: null }).Id!.Value;
        _session.Host.IsInteractive = true;
        _session.Host.Answers.Enqueue(2);

        _session.Invoke("Restore-GatewayConfiguration -Last -Confirm").Clean();

        Assert.Contains($"Undo on change {last}?", Assert.Single(_session.Host.Questions));
        Assert.True(last >= change.Id);
    }

    [Fact]
    public void Lines_change_where_a_person_would_change_them()
    {
        _session.Invoke("Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -MaxRequests 500 -RequestTerminateTimeout 40s", _server.Path).Clean();
        string[] lines = _server.Read(Pool).Split('\n');

        Assert.Equal(";pm.max_requests = 500", lines[Array.IndexOf(lines, "pm.max_requests = 500") - 1]);
        Assert.Equal(";request_terminate_timeout = 0", lines[Array.IndexOf(lines, "request_terminate_timeout = 40s") - 1]);
        Assert.Contains("pm.max_children = 20", lines);
    }

    [Fact]
    public void Both_sides_change_in_one_change()
    {
        GatewayChange change = Assert.Single(_session.Invoke("Sync-FpmEndpoint www Tcp -Endpoint 127.0.0.1:9002 -RootPath $args[0] -PassThru -Force", _server.Path).Clean().As<GatewayChange>());

        Assert.Equal([Blog, "/etc/nginx/conf.d/upstreams.conf", Pool], change.Files.Select(file => file.Path[_server.Path.Length..]).OrderBy(path => path == Blog ? 0 : path == Pool ? 2 : 1));
        Assert.Contains("listen = 127.0.0.1:9002", _server.Read(Pool));
        Assert.Contains("fastcgi_pass 127.0.0.1:9002;", _server.Read(Blog));
        Assert.DoesNotContain("www", _session.Invoke("Test-FpmAlignment -RootPath $args[0]", _server.Path).As<AlignmentResult>()
            .Where(result => result.WorstSeverity >= Severity.Error).Select(result => result.Pool));
    }

    [Fact]
    public void Pools_and_upstreams_are_piped()
    {
        _session.Invoke("Get-FpmPool -RootPath $args[0] | Set-FpmPoolTuning -RootPath $args[0] -MaxRequests 77", _server.Path).Clean();
        _session.Invoke("Get-NginxUpstream blog* -RootPath $args[0] | Set-NginxUpstreamTuning -RootPath $args[0] -ReadTimeout 77", _server.Path).Clean();

        Assert.All(_session.Invoke("Get-FpmPool -RootPath $args[0]", _server.Path).As<FpmPool>(), pool => Assert.Equal(77, pool.MaxRequests));
        Assert.Equal(
            [TimeSpan.FromSeconds(77)],
            _session.Invoke("Get-NginxUpstream -RootPath $args[0]", _server.Path).As<NginxUpstream>().Select(upstream => upstream.ReadTimeout!.Value).Where(time => time == TimeSpan.FromSeconds(77)));
    }

    [Theory]
    [InlineData("Get-FpmPool www -RootPath $args[0] | Set-FpmPoolTuning -MaxChildren 21 -WhatIf")]
    [InlineData("Get-FpmPool www -RootPath $args[0] | Sync-FpmEndpoint -Transport Tcp -WhatIf")]
    [InlineData("Get-NginxUpstream blog* -RootPath $args[0] | Set-NginxUpstreamTuning -ReadTimeout 77 -WhatIf")]
    public void What_was_read_in_a_copy_changes_nothing_elsewhere(string call)
    {
        InvocationResult result = _session.Invoke(call, _server.Path);

        Assert.Equal(["NotThisMachine"], result.ErrorIds);
        Assert.Contains($"-RootPath {_server.Path}", result.Errors.Append(result.Terminating).First(error => error is not null)!.ErrorDetails.RecommendedAction);
    }

    // A pool of another server, called as one of this, would change this one.
    [Theory]
    [InlineData("Set-FpmPoolTuning -MaxChildren 7")]
    [InlineData("Sync-FpmEndpoint -Transport Tcp")]
    [InlineData("Repair-FpmSocketPermission")]
    public void What_travelled_changes_nothing(string command)
    {
        InvocationResult result = _session.Invoke($"[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-FpmPool www -RootPath $args[0]))) | {command} -WhatIf", _server.Path);

        Assert.Equal(["NotThisMachine"], result.ErrorIds);
        Assert.Contains("What was piped, www, came through a remote session or a job", $"{result.Errors.Append(result.Terminating).First(error => error is not null)}");
    }

    // The engine alone would say that one type is not the other, or that nothing takes it.
    [Theory]
    [InlineData("Get-NginxUpstream -RootPath $args[0]", "| Set-NginxUpstreamTuning -ReadTimeout 70 -WhatIf", "Get-NginxUpstream")]
    [InlineData("Get-NginxUpstream -RootPath $args[0]", "| Resolve-NginxUpstream", "Get-NginxUpstream")]
    [InlineData("Get-GatewayService", "| Restart-GatewayService -WhatIf", "Get-GatewayService")]
    [InlineData("Get-GatewayService", "", "Get-GatewayService", "Restart-GatewayService -WhatIf -Service")]
    [InlineData("Get-502Diagnosis", "| Get-502RecoveryPlan", "Get-502Diagnosis")]
    [InlineData("Get-502Diagnosis", "", "Get-502Diagnosis", "Invoke-502Recovery -WhatIf -Diagnosis")]
    public void What_travelled_is_told_in_words(string source, string command, string named, string before = "")
    {
        InvocationResult result = _session.Invoke($"{before} ([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(({source})))) {command}", _server.Path);

        string told = $"{result.Errors.Append(result.Terminating).First(error => error is not null)}";
        Assert.Contains("came through a remote session or a job", told, StringComparison.Ordinal);
        Assert.Contains($"{named} gives it here", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_chosen_of_it_changes_nothing_either() => Assert.Equal(
        ["NotThisMachine"],
        _session.Invoke("[pscustomobject]@{ Pool = 'www'; PSComputerName = 'web2' } | Set-FpmPoolTuning -MaxChildren 7 -RootPath $args[0] -WhatIf", _server.Path).ErrorIds);

    [Theory]
    [InlineData("'api.example' | Sync-FpmEndpoint www UnixSocket -RootPath $args[0] -WhatIf")]
    [InlineData("[datetime]::Now | Sync-FpmEndpoint www UnixSocket -RootPath $args[0] -WhatIf")]
    [InlineData("[pscustomobject]@{ Server = 'api.example' } | Sync-FpmEndpoint www UnixSocket -RootPath $args[0] -WhatIf")]
    public void What_names_no_pool_and_is_no_upstream_is_not_passed_over(string call) =>
        Assert.Equal(["PipedObjectUnsuitable"], _session.Invoke(call, _server.Path).ErrorIds);

    [Fact]
    public void A_file_that_somebody_changed_since_is_not_overwritten_without_Force()
    {
        GatewayChange change = _session.Invoke("Set-FpmPoolTuning www -RootPath $args[0] -MaxChildren 20 -PassThru", _server.Path).As<GatewayChange>().Single();
        File.AppendAllText(_server.Path + Pool, "; by hand\n");
        string byHand = _server.Read(Pool);

        InvocationResult refused = _session.Invoke("Restore-GatewayConfiguration $args[0]", change.Id);
        Assert.NotEmpty(refused.ErrorIds);
        Assert.Equal(byHand, _server.Read(Pool));

        _session.Invoke("Restore-GatewayConfiguration $args[0] -Force", change.Id).Clean();
        Assert.DoesNotContain("by hand", _server.Read(Pool));
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        GatewayChange change = _session.Invoke(
            "Set-FpmPoolTuning www -RootPath $args[0] -Directive @{ 'env[DB_PASSWORD]' = 'n3w-s3cr3t'; 'pm.max_children' = 6 } -PassThru", _server.Path).Clean().As<GatewayChange>().Single();
        string shown = _session.Show("$args[0] | Format-List; $args[0]", change);

        Assert.Contains("n3w-s3cr3t", _server.Read(Pool));
        Assert.Contains("'pm.max_children' = '6'", change.CommandLine);
        Assert.DoesNotContain("s3cr3t", change.Diff + string.Concat(change.Settings) + change.CommandLine + shown);
    }

    [Theory]
    [InlineData("Set-FpmPoolTuning none -MaxChildren 5", "PoolNotFound", "www")]
    [InlineData("Set-FpmPoolTuning www -MaxChildren 2", "PoolRulesBroken", "max_spare")]
    [InlineData("Set-FpmPoolTuning www -Directive @{ 'pm.max_childern' = 5 }", "PoolRulesBroken", "pm.max_children")]
    [InlineData("Set-FpmPoolTuning www -Directive @{ 'pm.max_children' = 'many' }", "PoolRulesBroken", "not a valid number")]
    [InlineData("Set-FpmPoolTuning www", "NothingToChange", "No setting")]
    [InlineData("Set-FpmPoolTuning www -MaxChildren 0", "ParameterArgumentValidationError", "MaxChildren")]
    [InlineData("Set-FpmPoolTuning www -ProcessManager lazy", "ParameterArgumentValidationError", "ondemand")]
    [InlineData("Set-FpmPoolTuning www -ListenMode rw-rw----", "ParameterArgumentValidationError", "ListenMode")]
    [InlineData("Set-FpmPoolTuning www -RequestTerminateTimeout soon", "ParameterArgumentTransformationError", "RequestTerminateTimeout")]
    [InlineData("Set-NginxUpstreamTuning none / -ReadTimeout 5", "UpstreamNotFound", "none")]
    [InlineData("Set-NginxUpstreamTuning blog.example '~ \\.php$'", "NothingToChange", "No setting")]
    [InlineData("Set-NginxUpstreamTuning blog.example '~ \\.php$' -ReadTimeout 0", "ParameterArgumentValidationError", "ReadTimeout")]
    [InlineData("Set-NginxUpstreamTuning blog.example '~ \\.php$' -BufferSize 64k", "EditImpossible", "busy_buffers")]
    [InlineData("Set-NginxUpstreamTuning blog.example '~ \\.php$' -Buffers 16k", "ParameterArgumentValidationError", "Buffers")]
    [InlineData("Sync-FpmEndpoint none Tcp", "PoolNotFound", "www")]
    [InlineData("Sync-FpmEndpoint www Tcp -Endpoint 127.0.0.1:9001", "EndpointNotSynced", "api")]
    [InlineData("Sync-FpmEndpoint www Tcp -Endpoint /run/x.sock", "EndpointNotSynced", "Tcp")]
    [InlineData("Sync-FpmEndpoint www Pigeon", "CannotConvertArgumentNoMessage|ParameterArgumentTransformationError", "UnixSocket")]
    public void A_mistake_says_what_is_wrong_and_changes_nothing(string call, string ids, string says)
    {
        IReadOnlyDictionary<string, string> before = _server.ReadAll();

        InvocationResult result = _session.Invoke(call + " -RootPath $args[0] -PassThru", _server.Path);

        Assert.Empty(result.Output);
        Assert.Contains(Assert.Single(result.ErrorIds), ids.Split('|'));
        Assert.Contains(says, result.Errors.Append(result.Terminating).First(error => error is not null)!.Exception.Message);
        Assert.Equal(before, _server.ReadAll());
    }

    [Theory]
    [InlineData("Get-GatewayChange 999999", "ChangeNotFound", "999999")]
    [InlineData("Restore-GatewayConfiguration 999999", "ChangeNotFound", "999999")]
    [InlineData("Restore-GatewayConfiguration many", "ParameterArgumentTransformationError", "many")]
    [InlineData("Restore-GatewayConfiguration -Change $null", "ParameterArgumentValidationErrorNullNotAllowed|ParameterArgumentTransformationError", "Change")]
    [InlineData("Get-GatewayChange -Since yestreday", "ParameterArgumentTransformationError", "02:00")]
    public void A_change_that_is_none_is_named(string call, string ids, string says)
    {
        InvocationResult result = _session.Invoke(call);

        Assert.Empty(result.Output);
        Assert.Contains(Assert.Single(result.ErrorIds), ids.Split('|'));
        Assert.Contains(says, result.Errors.Append(result.Terminating).First(error => error is not null)!.Exception.Message);
    }

    // Of this server only: other tests change others meanwhile.
    private int Changes() => _session.Invoke("Get-GatewayChange -Path \"$($args[0])/*\"", _server.Path).Clean().Output.Count;
}
