namespace Nginx502.Recovery;

/// <summary>Brings a change of the firewall to its end that a killed process left: what was not verified is taken away again.</summary>
internal sealed class RuleSettlement(ChangeSession session, JournalChange change, FirewallRules rules)
{
    /// <summary>Brings it to its end; false with the failure when that could not be done, so that it is tried again.</summary>
    public bool TrySettle(out ChangeFailure? failure)
    {
        failure = null;
        try
        {
            if (change.IsCommitted)
            {
                Append(new JournalLine(change.Id, JournalEvent.Close));
                return true;
            }

            if (change.IsInstallAnnounced && change.Begin.Undoes is not null)
            {
                // An undoing goes on: taking away what is gone does no harm.
                failure = Problem(rules.Remove());
                Append(failure is null
                    ? new JournalLine(change.Id, JournalEvent.Commit)
                    : new JournalLine(change.Id, JournalEvent.NotPutBack) { Failure = failure });
                if (failure is null)
                {
                    Append(new JournalLine(change.Id, JournalEvent.Close));
                }

                return failure is null;
            }

            failure = change.IsInstallAnnounced ? Problem(rules.Remove()) : null;
            Append(failure is null
                ? new JournalLine(change.Id, JournalEvent.RolledBack) { Failure = change.RollBackFailure ?? Interrupted(), IsReloaded = false }
                : new JournalLine(change.Id, JournalEvent.NotPutBack) { Failure = failure });
            return failure is null;
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;
            return false;
        }
    }

    private static ChangeFailure? Problem(string? problem) => problem is null ? null : new ChangeFailure(
        ChangeFailureReason.NotPutBack, null, $"A rule of an interrupted change may still be in the firewall: {problem}", "Take it away by hand: Get-GatewayChange shows the command that added it.");

    private static ChangeFailure Interrupted() => new(
        ChangeFailureReason.Interrupted, null, "The process was killed, or the machine went down, before the rule was seen to work; it was taken away again.", "Make the change again when it is wanted.");

    private void Append(JournalLine line)
    {
        session.Journal.Append(line);
        change.Add(line);
    }
}
