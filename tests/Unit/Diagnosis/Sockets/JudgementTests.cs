namespace Nginx502.UnitTests.Diagnosis.Sockets;

/// <summary>What is made of what was seen, by data: nothing is looked at.</summary>
public sealed class JudgementTests
{
    private static readonly FpmSocketStep Closed = SocketFacts.Step("/run/php", "Directory") with { Mode = "0700", IsAllowed = false, IsAllowedAfterReload = false, Reason = "others may not enter it" };

    [Fact]
    public void All_rungs_pass_where_a_worker_answers()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix);

        Assert.True(result.Passed);
        Assert.Equal(Enum.GetValues<FpmSocketRungKind>(), result.Rungs.Select(rung => rung.Rung));
        Assert.All(result.Rungs, rung => Assert.Equal(FpmSocketRungStatus.Passed, rung.Status));
        Assert.Equal(("www", 100, 511L, TimeSpan.FromMilliseconds(1), "www-data"), (result.Pool, result.ProcessId, result.QueueLimit, result.Latency, result.AsUser));
        Assert.Equal((null, null, null, null), (result.FailedRung, result.Errno, result.Explanation, result.Remedy));
        Assert.Empty(result.Warnings);
        Assert.Equal("the kernel lets www-data (nginx worker 70)", result.DetailOf(FpmSocketRungKind.Permitted));
        Assert.Equal("unix:/run/php/php8.2-fpm.sock: passed", result.ToString());
    }

    [Fact]
    public void A_port_has_no_file()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Tcp);

        Assert.True(result.Passed);
        Assert.Equal(
            [FpmSocketRungKind.Exists, FpmSocketRungKind.IsSocket],
            result.Rungs.Where(rung => rung.Status == FpmSocketRungStatus.NotApplicable).Select(rung => rung.Rung));
    }

    [Fact]
    public void The_queue_of_another_machine_is_not_ours_to_see()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Tcp with { IsLocal = false, IsListed = null, Queued = null, QueueLimit = null, Listener = null, Pool = null });

        Assert.True(result.Passed);
        Assert.Equal(FpmSocketRungStatus.NotApplicable, result.Of(FpmSocketRungKind.Backlog));
        Assert.Equal("on another machine", result.DetailOf(FpmSocketRungKind.Listening));
    }

    [Fact]
    public void A_closed_directory_explains_what_the_kernel_denies()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with
        {
            Steps = [.. SocketFacts.Unix.Steps.Take(2), Closed, SocketFacts.Unix.Steps[3]],
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)],
        });

        Assert.Equal((FpmSocketRungKind.Reachable, Errno.EACCES), (result.FailedRung, result.Errno));
        Assert.Equal("www-data may not enter /run/php (root:www-data 0700): others may not enter it.", result.Explanation);
        Assert.Equal("setfacl -m u:www-data:x /run/php || chmod o+x /run/php", result.Remedy!.Command);
    }

    [Fact]
    public void The_kernel_is_believed_and_not_the_mode()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with { Steps = [.. SocketFacts.Unix.Steps.Take(2), Closed, SocketFacts.Unix.Steps[3]] });

        Assert.True(result.Passed);
    }

    [Fact]
    public void A_socket_of_another_group_is_given_to_nginx()
    {
        FpmSocketStep socket = SocketFacts.Step("/run/php/php8.2-fpm.sock", "Socket") with { Mode = "0660", GroupName = "adm", IsAllowed = false, IsAllowedAfterReload = false, Reason = "others may not write to it" };
        FpmSocketFacts facts = SocketFacts.Unix with { Steps = [.. SocketFacts.Unix.Steps.Take(3), socket], Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)] };

        FpmSocketTestResult result = FpmSocketJudgement.Judge(facts);
        FpmSocketTestResult ambiguous = FpmSocketJudgement.Judge(facts with { Pool = SocketFacts.Pool with { IsNameUnique = false, ListenAclUsers = ["deploy"] } });

        Assert.Equal(FpmSocketRungKind.Permitted, result.FailedRung);
        Assert.Equal(
            ["Repair-FpmSocketPermission -Pool www", "Set-FpmPoolTuning -Pool www -Directive @{ 'listen.group' = 'www-data'; 'listen.mode' = '0660' }"],
            result.Remedies.Select(remedy => remedy.Command));
        Assert.Equal([ChangeApplies.Live, ChangeApplies.FpmRestart], result.Remedies.Select(remedy => remedy.Applies));
        Assert.Equal(
            "Set-FpmPoolTuning -Pool www -ConfigurationPath /etc/php/8.2/fpm/pool.d/www.conf -Directive @{ 'listen.acl_users' = 'deploy,www-data' }",
            ambiguous.Remedy!.Command);

        // What is given to a group that many are in is given to all of them.
        FpmSocketTestResult shared = FpmSocketJudgement.Judge(facts with { Client = SocketFacts.Worker with { UserName = "webuser", GroupNames = ["users"] } });
        Assert.Equal("Set-FpmPoolTuning -Pool www -Directive @{ 'listen.acl_users' = 'webuser' }", shared.Remedies[^1].Command);
    }

    [Fact]
    public void An_access_list_that_somebody_gave_the_socket_is_to_be_taken_away()
    {
        FpmSocketStep socket = SocketFacts.Step("/run/php/php8.2-fpm.sock", "Socket") with { AccessList = ["user:www-data:---"], IsAllowed = false, IsAllowedAfterReload = false, Reason = "its access list keeps it out" };
        FpmSocketFacts facts = SocketFacts.Unix with { Steps = [.. SocketFacts.Unix.Steps.Take(3), socket], Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)] };

        Assert.Equal("getfacl /run/php/php8.2-fpm.sock; setfacl -b /run/php/php8.2-fpm.sock", Assert.Single(FpmSocketJudgement.Judge(facts).Remedies).Command);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("/srv/slow.log", false)]
    public void A_slow_log_that_is_there_stays_where_it_is(string? slowLog, bool isNamed)
    {
        FpmSocketFacts facts = SocketFacts.Unix with
        {
            Pool = SocketFacts.Pool with { SlowLog = slowLog },
            Queued = 511,
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.QueueFull, 11)],
        };

        string command = FpmSocketJudgement.Judge(facts).Remedies.Select(remedy => remedy.Command).OfType<string>().First(text => text.Contains("request_slowlog_timeout", StringComparison.Ordinal));

        Assert.Equal(isNamed, command.Contains("'slowlog'", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_that_a_reload_gives_are_named_first()
    {
        FpmSocketStep socket = SocketFacts.Step("/run/php/php8.2-fpm.sock", "Socket") with { IsAllowed = false, IsAllowedAfterReload = true, Reason = "others may not write to it" };
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with
        {
            Client = SocketFacts.Worker with { GroupNamesAfterReload = ["php"] },
            Steps = [.. SocketFacts.Unix.Steps.Take(3), socket],
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)],
        });

        Assert.Contains("/etc/group puts www-data into php by now, and the running worker does not know it", result.Explanation, StringComparison.Ordinal);
        Assert.Equal("nginx -s reload", result.Remedy!.Command);
    }

    [Fact]
    public void A_deleted_socket_is_told_from_one_that_never_was()
    {
        FpmSocketFacts missing = SocketFacts.Unix with { Kind = null, IsMissing = true, Steps = [.. SocketFacts.Unix.Steps.Take(3)], Listener = null, Attempts = [SocketFacts.Failed(FastCgiFailureKind.SocketMissing, 2)] };

        FpmSocketTestResult deleted = FpmSocketJudgement.Judge(missing with { ListenerOfDeletedFile = SocketFacts.Listener });
        FpmSocketTestResult stopped = FpmSocketJudgement.Judge(missing with { Pool = SocketFacts.Pool with { IsRunning = false } });
        FpmSocketTestResult unknown = FpmSocketJudgement.Judge(missing with { Pool = null });
        FpmSocketTestResult dangling = FpmSocketJudgement.Judge(missing with { Pool = null, LinkTarget = "/etc/alternatives/php.sock" });
        FpmSocketTestResult hidden = FpmSocketJudgement.Judge(missing with { IsOnlyElsewhere = true });
        FpmSocketTestResult inside = FpmSocketJudgement.Judge(missing with { IsOnlyElsewhere = true, Listener = SocketFacts.Listener });
        FpmSocketTestResult through = FpmSocketJudgement.Judge(missing with { Steps = [SocketFacts.Step("/run", "Directory"), SocketFacts.Step("/run/php", "Regular")] });

        Assert.All([deleted, stopped, unknown, dangling, hidden, inside, through], result => Assert.Equal(FpmSocketRungKind.Exists, result.FailedRung));
        Assert.Contains("php-fpm8.2 100, pool www still listens on what it was", deleted.Explanation, StringComparison.Ordinal);
        Assert.Equal("systemctl restart php8.2-fpm.service", deleted.Remedy!.Command);
        Assert.Contains("the php-fpm of the pool www does not run", stopped.Explanation, StringComparison.Ordinal);
        Assert.Contains("no pool is configured to listen there", unknown.Explanation, StringComparison.Ordinal);
        Assert.Contains("is a link to /etc/alternatives/php.sock, and nothing is there", dangling.Explanation, StringComparison.Ordinal);
        Assert.Contains("though it is there outside", hidden.Explanation, StringComparison.Ordinal);
        Assert.Equal("php-fpm8.2 100, pool www sees files of its own, as with PrivateTmp or a container, and /run/php/php8.2-fpm.sock is among these alone: for nginx it is not there.", inside.Explanation);
        Assert.Contains("/run/php, on the way to /run/php/php8.2-fpm.sock, is a regular file and no directory", through.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Regular", "a regular file")]
    [InlineData("Directory", "a directory")]
    [InlineData("Fifo", "a named pipe")]
    public void What_is_no_socket_is_named(string kind, string words)
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with { Kind = kind, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] });

        Assert.Equal(FpmSocketRungKind.IsSocket, result.FailedRung);
        Assert.Contains(words + " and no socket", result.Explanation, StringComparison.Ordinal);
        Assert.StartsWith(words, result.DetailOf(FpmSocketRungKind.IsSocket), StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_was_made_again_is_told_from_one_that_was_left()
    {
        FpmSocketFacts refused = SocketFacts.Unix with { IsListed = false, Listener = null, QueueLimit = null, Queued = null, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };

        Assert.Contains(
            "was deleted and made again, and nobody listens on the new one",
            FpmSocketJudgement.Judge(refused with { ListenerOfDeletedFile = SocketFacts.Listener }).Explanation,
            StringComparison.Ordinal);
        Assert.Contains("without taking the file away", FpmSocketJudgement.Judge(refused).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_processes_are_named_with_what_lets_them_run()
    {
        FpmSocketFacts late = SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.TimedOut, 0, isConnected: true)] };

        FpmSocketTestResult workers = FpmSocketJudgement.Judge(late with { Listener = SocketFacts.Listener with { Workers = [new(101, 'T', null), new(102, 'T', null)] } });
        FpmSocketTestResult master = FpmSocketJudgement.Judge(late with { Listener = SocketFacts.Listener with { State = 'T', Workers = [] } });

        Assert.Contains("of 2 workers 2 stopped (state T)", workers.Explanation, StringComparison.Ordinal);
        Assert.Equal("kill -CONT 101 102", workers.Remedy!.Command);
        Assert.Contains("the master 100 is stopped (state T), and there is no worker", master.Explanation, StringComparison.Ordinal);
        Assert.Equal("kill -CONT 100", master.Remedy!.Command);
        Assert.Equal(FpmSocketRungStatus.Passed, master.Of(FpmSocketRungKind.Connects));
    }

    [Fact]
    public void What_works_and_will_hurt_is_a_warning()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with
        {
            Listener = SocketFacts.Listener with { IsMasterGone = true, ProcessId = 101 },
            ListenerOfDeletedFile = SocketFacts.Listener,
            LinkTarget = "/tmp/x.sock",
            LinkOwnerName = "shop",
            HasChanged = true,
            Queued = 300,
            Pool = SocketFacts.Pool with { ListenBacklog = -1 },
        });

        Assert.True(result.Passed);
        Assert.Equal(
            ["The master of these 2 workers", "The path was deleted and made again", "What lies at the path changed", "The path is a link to /tmp/x.sock that belongs to shop", "more than half full: 300 of 511", "takes 511 and not 4096"],
            result.Warnings.Select((warning, index) => new[] { "The master of these 2 workers", "The path was deleted and made again", "What lies at the path changed", "The path is a link to /tmp/x.sock that belongs to shop", "more than half full: 300 of 511", "takes 511 and not 4096" }[index] is var part && warning.Contains(part, StringComparison.Ordinal) ? part : warning));
    }

    [Fact]
    public void One_address_of_several_that_answers_is_enough()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Tcp with
        {
            Endpoint = FpmEndpoint.Parse("localhost:9000"),
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111, address: "::1"), SocketFacts.Answer with { Address = "127.0.0.1" }],
        });

        Assert.True(result.Passed);
        Assert.Contains("this one failed", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_user_is_denied_says_nothing_of_nginx()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with
        {
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13, isAsClient: false)],
            NotSeen = [new NotSeen("what the kernel says to www-data", "only root may take nginx's rights", "Run it as root.")],
        });

        Assert.Equal((false, null), (result.Passed, result.FailedRung));
        Assert.Equal(FpmSocketRungStatus.NotSeen, result.Of(FpmSocketRungKind.Permitted));
        Assert.Equal("owner, group, mode and access list let www-data; only root can ask the kernel", result.DetailOf(FpmSocketRungKind.Permitted));
        Assert.Equal(FpmSocketRungStatus.NotSeen, result.Of(FpmSocketRungKind.Answers));
        Assert.Equal("unix:/run/php/php8.2-fpm.sock: not seen to the end", result.ToString());
    }

    [Fact]
    public void What_the_mode_denies_is_told_without_root_too()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with
        {
            Steps = [.. SocketFacts.Unix.Steps.Take(2), Closed],
            Kind = null,
            IsMissing = null,
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13, isAsClient: false)],
        });

        Assert.Equal((FpmSocketRungKind.Reachable, Errno.EACCES), (result.FailedRung, result.Errno));
        Assert.Equal(FpmSocketRungStatus.NotSeen, result.Of(FpmSocketRungKind.Exists));
    }

    [Fact]
    public void Nobodys_rights_count_where_there_is_no_nginx()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with { Client = null, Attempts = [SocketFacts.Answer with { IsAsClient = false }] });

        Assert.True(result.Passed);
        Assert.Equal(FpmSocketRungStatus.NotApplicable, result.Of(FpmSocketRungKind.Permitted));
    }

    [Fact]
    public void A_path_that_is_too_long_is_no_path()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with { Kind = null, IsMissing = true, Attempts = [SocketFacts.Failed(FastCgiFailureKind.PathTooLong, 0)] });

        Assert.Equal((FpmSocketRungKind.Exists, Errno.ENAMETOOLONG), (result.FailedRung, result.Errno));
    }

    [Fact]
    public void A_program_that_is_no_php_fpm_is_named_and_its_pool_is_not()
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(SocketFacts.Unix with
        {
            Listener = new FpmSocketListener(55, "python3", 'S', null, null, false, []),
            Attempts = [SocketFacts.Failed(FastCgiFailureKind.TimedOut, 0, isConnected: true)],
        });

        Assert.Contains("python3 55 listens there, which is no php-fpm", result.Explanation, StringComparison.Ordinal);
        Assert.Null(result.Pool);
        Assert.Null(result.ConfigurationPath);
    }
}
