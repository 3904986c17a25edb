using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Undoes a change of the firewall: takes its rules away, as a change of its own.</summary>
internal static class RuleUndo
{
    /// <summary>Undoes it; null when the change is one of files.</summary>
    /// <param name="session">The lock and the journal.</param>
    /// <param name="request">Which change is to be undone.</param>
    /// <exception cref="ChangeException">It cannot be undone.</exception>
    public static GatewayChange? Run(ChangeSession session, RestoreRequest request)
    {
        if (Find(session.Journal, session.Backups, request) is not var (found, rule))
        {
            return null;
        }

        var run = new RuleRun(session, Begin(request, found, rule), new FirewallRules(session.Programs, rule));
        GatewayChange change = run.Undo();
        change.Undoes = found.Id;
        return change;
    }

    /// <summary>What undoing would do; null when the change is one of files. Nothing is written.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="folder">The directory of the state.</param>
    /// <param name="request">Which change is to be undone.</param>
    /// <exception cref="ChangeException">It cannot be undone.</exception>
    public static GatewayChange? Preview(IFileCalls calls, StateFolder folder, RestoreRequest request)
    {
        using var journal = new JournalFile(calls, folder);
        if (Find(journal, new BackupStore(calls, folder), request) is not var (found, rule))
        {
            return null;
        }

        return new GatewayChange(SafeText.Escape(request.Command), DateTime.Now)
        {
            State = ChangeState.Planned,
            Undoes = found.Id,
            Settings = Reverse(found),
            Commands = [.. UndoTexts(rule)],
            CommandLine = request.CommandLine,
        };
    }

    private static (GatewayChange Found, JournalRuleLine Rule)? Find(JournalFile journal, BackupStore backups, RestoreRequest request)
    {
        IReadOnlyList<JournalChange> changes = journal.Read(withOld: true).Changes;
        IReadOnlyList<GatewayChange> views = ChangeView.Of(changes, backups);
        GatewayChange? found = request.ChangeId is { } id ? views.FirstOrDefault(change => change.Id == id) : GatewayRestore.FindLast(views);
        if (found is null || changes.Single(change => change.Id == found.Id).Begin.Rule is not { } rule)
        {
            return null;
        }

        if (found.Undoes is not null && found.State == ChangeState.Committed)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.ChangeNotFound,
                null,
                string.Create(CultureInfo.InvariantCulture, $"Change {found.Id} took a rule out of the firewall; that is not undone, since what is open now was not looked at."),
                "Open the port anew: Enable-GatewayFirewallPort."));
        }

        return found.State == ChangeState.Committed ? (found, rule) : throw UndoRequest.NotUndoable(found);
    }

    private static JournalLine Begin(RestoreRequest request, GatewayChange found, JournalRuleLine rule) => new(0, JournalEvent.Begin)
    {
        ProcessId = Environment.ProcessId,
        UserId = FileCalls.UserId,
        Command = SafeText.Escape(request.Command),
        CommandLine = request.CommandLine is { } line ? SafeText.Escape(line) : null,
        Applies = ChangeApplies.Live,
        Undoes = found.Id,
        Settings = Reverse(found),
        Files = [],
        Rule = rule with { Commands = [.. Undoing(rule)] },
    };

    private static SettingChange[] Reverse(GatewayChange found) => [.. found.Settings.Select(setting => setting with { Before = setting.After, After = setting.Before })];

    private static IEnumerable<string> UndoTexts(JournalRuleLine rule) => Undoing(rule).Select(command => SafeText.Escape(command.ToText()));

    // By what handle a rule of nftables goes is known only when it is done.
    private static IEnumerable<JournalCommandLine> Undoing(JournalRuleLine rule) => rule.IsFoundByMark
        ? rule.Commands.Select(command => new JournalCommandLine(command.Program, ["delete", .. command.Arguments.Skip(1).Take(4), "handle", $"<of the rule with comment {rule.Mark}>"]))
        : rule.UndoCommands;
}
