namespace Nginx502.Recovery;

/// <summary>One change of the firewall from its first line in the journal to its last.</summary>
internal sealed class RuleRun
{
    private readonly ChangeSession _session;
    private readonly FirewallRules _rules;
    private readonly JournalChange _change;

    /// <summary>Prepares it; nothing is written yet.</summary>
    /// <param name="session">The lock and the journal.</param>
    /// <param name="begin">The line that begins it; its number is given here.</param>
    /// <param name="rules">The rules.</param>
    public RuleRun(ChangeSession session, JournalLine begin, FirewallRules rules)
    {
        (_session, _rules) = (session, rules);
        _change = new JournalChange(begin with { Change = session.NextId() });
    }

    /// <summary>Adds the rules, and looks whether they work; else they are taken away again.</summary>
    /// <param name="verify">Says why they do not work; null when they do.</param>
    /// <param name="warnings">What is to be known of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public GatewayChange Add(Func<ChangeFailure?> verify, IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        _session.Journal.Append(_change.Begin);
        ChangeFailure? failure;
        try
        {
            Append(new JournalLine(_change.Id, JournalEvent.Install));
            _rules.Add(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            failure = verify();
            if (failure is null)
            {
                Append(new JournalLine(_change.Id, JournalEvent.Commit) { IsReloaded = true, IsInEffect = true, Warnings = warnings });
                Append(new JournalLine(_change.Id, JournalEvent.Close));
                return View();
            }
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;
        }
        catch (OperationCanceledException)
        {
            failure = TransactionRun.Cancelled();
        }

        RollBack(failure);
        return View();
    }

    /// <summary>Takes the rules away.</summary>
    public GatewayChange Undo()
    {
        _session.Journal.Append(_change.Begin);
        Append(new JournalLine(_change.Id, JournalEvent.Install));
        if (_rules.Remove() is { } problem)
        {
            Append(new JournalLine(_change.Id, JournalEvent.LeftAlone)
            {
                Failure = new ChangeFailure(ChangeFailureReason.FirewallCommandFailed, null, problem, "The rule may still be in the firewall: take it away by hand."),
            });
        }
        else
        {
            Append(new JournalLine(_change.Id, JournalEvent.Commit) { IsReloaded = true });
            Append(new JournalLine(_change.Id, JournalEvent.Close));
        }

        return View();
    }

    private void RollBack(ChangeFailure failure)
    {
        Append(new JournalLine(_change.Id, JournalEvent.RollBack) { Failure = failure });
        string? problem = _rules.Remove();
        Append(problem is null
            ? new JournalLine(_change.Id, JournalEvent.RolledBack) { Failure = failure, IsReloaded = false }
            : new JournalLine(_change.Id, JournalEvent.NotPutBack)
            {
                Failure = failure with { Reason = ChangeFailureReason.NotPutBack, Problem = $"{failure.Problem} The rule could not be taken away again: {problem}", Advice = "Take it away by hand." },
            });
    }

    private void Append(JournalLine line)
    {
        _session.Journal.Append(line);
        _change.Add(line);
    }

    private GatewayChange View() => _session.View(_change);
}
