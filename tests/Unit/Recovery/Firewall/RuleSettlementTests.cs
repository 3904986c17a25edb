using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Firewall;

/// <summary>A process that is killed while it opens a port leaves no rule that nobody saw to work.</summary>
public sealed class RuleSettlementTests : IPrograms, IDisposable
{
    private static readonly JournalRuleLine Rule = new(
        "nginx502-cafe", [new JournalCommandLine("/usr/sbin/ufw", ["allow", "80/tcp"])], [new JournalCommandLine("/usr/sbin/ufw", ["--force", "delete", "allow", "80/tcp"])], IsFoundByMark: false);

    // A program that another test starts holds our lock, too, until it is a program of its own.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _state = Directory.CreateTempSubdirectory("nginx502-rules-").FullName;
    private readonly List<string> _run = [];
    private int _exitCode;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public void What_was_announced_is_taken_away()
    {
        Leave(JournalEvent.Install);

        using ChangeSession session = Open();

        Assert.Equal([ChangeState.RolledBack], session.Settled.Select(change => change.State));
        Assert.Equal(["--force delete allow 80/tcp"], _run);
    }

    [Fact]
    public void What_was_not_announced_was_not_done()
    {
        Leave();

        using ChangeSession session = Open();

        Assert.Equal([ChangeState.RolledBack], session.Settled.Select(change => change.State));
        Assert.Empty(_run);
    }

    [Fact]
    public void What_was_seen_to_work_stays()
    {
        Leave(JournalEvent.Install, JournalEvent.Commit);

        using ChangeSession session = Open();

        Assert.Equal([ChangeState.Committed], session.Settled.Select(change => change.State));
        Assert.Empty(_run);
    }

    [Fact]
    public void What_cannot_be_taken_away_is_tried_again()
    {
        Leave(JournalEvent.Install);
        _exitCode = 1;
        using (ChangeSession session = Open())
        {
            Assert.Equal([(ChangeState.Failed, ChangeFailureReason.NotPutBack)], session.Unsettled.Select(change => (change.State, change.Failure!.Reason)));
        }

        _exitCode = 0;
        using (ChangeSession session = Open())
        {
            Assert.Equal([ChangeState.RolledBack], session.Settled.Select(change => change.State));
        }
    }

    [Fact]
    public void The_journal_tells_of_it_meanwhile()
    {
        Leave(JournalEvent.Install);

        GatewayChange change = Assert.Single(new ChangeJournal(FileCalls.Kernel, _state).Read().Changes);

        Assert.Equal((ChangeState.Unfinished, ChangeFailureReason.Interrupted), (change.State, change.Failure!.Reason));
        Assert.Equal(["ufw allow 80/tcp"], change.Commands);
    }

    ProgramResult? IPrograms.Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        _run.Add(string.Join(' ', request.Arguments));
        problem = null;
        return new ProgramResult(_exitCode, [], [], false, false, TimeSpan.Zero);
    }

    private ChangeSession Open() => ChangeSession.Open(FileCalls.Kernel, _state, "Enable-GatewayFirewallPort", Patience, CancellationToken.None, () => this);

    private void Leave(params JournalEvent[] events)
    {
        using ChangeSession session = Open();
        int id = session.NextId();
        session.Journal.Append(new JournalLine(id, JournalEvent.Begin) { Command = "Enable-GatewayFirewallPort", Files = [], Rule = Rule });
        foreach (JournalEvent what in events)
        {
            session.Journal.Append(new JournalLine(id, what));
        }
    }
}
