using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>
/// The one door through which every change to a configuration file goes: all files of a change get their new bytes, or all
/// keep their old ones. Each is staged beside its place, checked, and put there at once; the old bytes are kept, and the journal is written before each act.
/// </summary>
public sealed class ConfigurationTransaction
{
    private readonly IFileCalls _calls;
    private readonly string _statePath;
    private readonly Func<IPrograms>? _programs;

    /// <summary>A door of this machine.</summary>
    /// <param name="statePath">The directory of journal and backups; null: <c>/var/lib/nginx502</c>, or the user's own for an ordinary user.</param>
    public ConfigurationTransaction(string? statePath = null)
        : this(FileCalls.Kernel, statePath ?? StateFolder.DefaultRoot())
    {
    }

    internal ConfigurationTransaction(IFileCalls calls, string statePath, Func<IPrograms>? programs = null) => (_calls, _statePath, _programs) = (calls, statePath, programs);

    /// <summary>How long to wait while another change goes on.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Makes a change; where all is as wanted already, has the programs take that up when it is asked for. Never throws for what it meets: <see cref="GatewayChange.Failure"/> says why it was not made.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops it; everything is put back.</param>
    public GatewayChange Run(ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsJournalled(request) ? Locked(request, session => Make(session, request, null, cancellationToken), cancellationToken)
            : request.Activation is null ? Unstarted(request, ChangeState.Unchanged)
            : Answer(request, () => WithoutChange(request, cancellationToken));
    }

    /// <summary>Looks what a change would do, and whether it would be refused: nothing is written anywhere.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public GatewayChange Preview(ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsJournalled(request))
        {
            return request.Activation is null
                ? Unstarted(request, ChangeState.Unchanged)
                : Answer(request, () => Reloaded(_calls, request, isWanted: false, cancellationToken));
        }

        return Answer(request, () =>
        {
            using Survey survey = Survey.Of(_calls, request);
            GatewayChange plan = Unstarted(request, ChangeState.Planned);
            plan.Diff = survey.Diff;
            plan.Files = survey.Targets
                .Select(target => new GatewayChangeFile(
                    target.Edit.Path, target.RealPath, FileContent.Hash(target.Edit.Before.Span), FileContent.Hash(target.Edit.After.Span), null, target.IsInPlace))
                .ToArray();
            var checks = new ChangeChecks(request, survey);
            try
            {
                checks.Beforehand(cancellationToken);
                plan.Warnings = checks.ArePending ? ["It can be checked only once it is installed: checking beforehand takes the right to mount (CAP_SYS_ADMIN)."] : [];
                if (request.Activation is { } activation && checks.Unasked is null)
                {
                    new ChangeActivation(activation).RequirePossible(survey.ForChecks());
                }
            }
            catch (ChangeException exception)
            {
                plan.Failure = exception.Failure;
            }

            plan.Check = checks.Result;
            return plan;
        });
    }

    /// <summary>Undoes a change, as a change of its own: its files get their old bytes where they still hold what it wrote.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops it; everything is put back.</param>
    public GatewayChange Restore(RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = new ChangeRequest(request.Command, []) { CommandLine = request.CommandLine };
        return Locked(
            asked,
            session =>
            {
                if (RuleUndo.Run(session, request) is { } taken)
                {
                    return taken;
                }

                ChangeRequest undoing = UndoRequest.Make(session.Calls, session.Folder, request, out GatewayChange undone);
                GatewayChange change = !IsJournalled(undoing)
                    ? Unstarted(undoing, ChangeState.Unchanged)
                    : Make(session, undoing, undone.Id, cancellationToken);
                change.Undoes = undone.Id;
                return change;
            },
            cancellationToken);
    }

    /// <summary>Looks what undoing a change would do, and whether it would be refused: nothing is written anywhere.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public GatewayChange PreviewRestore(RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answer(new ChangeRequest(request.Command, []) { CommandLine = request.CommandLine }, () =>
        {
            using StateFolder folder = StateFolder.OpenToRead(_calls, _statePath) ?? throw UndoRequest.NoChange(request.ChangeId);
            if (RuleUndo.Preview(_calls, folder, request) is { } taken)
            {
                return taken;
            }

            ChangeRequest undoing = UndoRequest.Make(_calls, folder, request, out GatewayChange undone);
            GatewayChange plan = Preview(undoing, cancellationToken);
            plan.Undoes = undone.Id;
            return plan;
        });
    }

    private static bool IsJournalled(ChangeRequest request) => request.ActsWithoutFiles || request.Edits.Any(edit => !edit.IsEmpty);

    private static GatewayChange Make(ChangeSession session, ChangeRequest request, int? undoes, CancellationToken cancellationToken)
    {
        using Survey survey = Survey.Of(session.Calls, request);
        foreach (GatewayChange unsettled in session.Unsettled)
        {
            if (unsettled.Files.Any(file => survey.Targets.Any(target => target.RealPath == file.RealPath)))
            {
                throw new ChangeException(new ChangeFailure(
                    ChangeFailureReason.UnfinishedChange,
                    unsettled.Failure?.Path,
                    $"Change {unsettled.Id} of the same file was interrupted, and can be neither finished nor put back now: {unsettled.Problem}",
                    unsettled.Failure?.Advice ?? "Mend that first.",
                    unsettled.Failure?.ErrorNumber ?? 0));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new TransactionRun(session, request, survey, undoes).Run(cancellationToken);
    }

    private static GatewayChange Reloaded(IFileCalls calls, ChangeRequest request, bool isWanted, CancellationToken cancellationToken)
    {
        GatewayChange change = Unstarted(request, ChangeState.Unchanged);
        ReloadWithoutChange.Run(calls, request, change, isWanted, cancellationToken);
        return change;
    }

    private static GatewayChange Unstarted(ChangeRequest request, ChangeState state) => new(SafeText.Escape(request.Command), DateTime.Now)
    {
        State = state,
        CommandLine = request.CommandLine is { } line ? SafeText.Escape(line) : null,
        Settings = [.. request.Settings],
        Applies = request.Applies,
        Disruption = request.Activation?.Disruption,
    };

    private GatewayChange WithoutChange(ChangeRequest request, CancellationToken cancellationToken)
    {
        ChangeSession? session = null;
        try
        {
            session = ChangeSession.Open(_calls, _statePath, request.Command, LockPatience, cancellationToken, _programs);
        }
        catch (ChangeException exception) when (exception.Failure.Reason == ChangeFailureReason.NoSpace)
        {
            // A disk that takes no lock takes no change either, so that there is none to wait for: a service that failed is started all the same.
        }

        using (session)
        {
            return Reloaded(_calls, request, isWanted: true, cancellationToken);
        }
    }

    private GatewayChange Locked(ChangeRequest request, Func<ChangeSession, GatewayChange> act, CancellationToken cancellationToken) => Answer(request, () =>
    {
        using ChangeSession session = ChangeSession.Open(_calls, _statePath, request.Command, LockPatience, cancellationToken, _programs);
        return act(session);
    });

    // What fails here failed before anything was done to a file.
    private static GatewayChange Answer(ChangeRequest request, Func<GatewayChange> act)
    {
        ChangeFailure failure;
        try
        {
            return act();
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;
        }
        catch (OperationCanceledException)
        {
            failure = TransactionRun.Cancelled();
        }

        GatewayChange refused = Unstarted(request, ChangeState.Refused);
        refused.Failure = failure;
        return refused;
    }
}
