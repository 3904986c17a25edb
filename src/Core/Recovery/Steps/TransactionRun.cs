using System.Globalization;
using System.Security.Cryptography;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>One change from its first line in the journal to its last. Any failure on the way puts everything back.</summary>
internal sealed class TransactionRun
{
    private readonly ChangeSession _session;
    private readonly ChangeRequest _request;
    private readonly Survey _survey;
    private readonly ChangeChecks _checks;
    private readonly JournalChange _change;
    private readonly List<FileInChange> _files;
    private readonly List<string> _warnings = [];
    private bool _hasActed;

    /// <summary>Prepares a change; nothing is written yet.</summary>
    /// <param name="session">The lock, the journal and the backups.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="survey">The files, looked at and not refused.</param>
    /// <param name="undoes">The change that this one undoes, or null.</param>
    public TransactionRun(ChangeSession session, ChangeRequest request, Survey survey, int? undoes)
    {
        (_session, _request, _survey) = (session, request, survey);
        _checks = new ChangeChecks(request, survey);
        int id = session.NextId();
        _change = new JournalChange(Begin(id, undoes));
        _files = survey.Targets.Zip(_change.Files, (target, line) => new FileInChange(session.Calls, target.Directory, line, session.Backups, id)).ToList();
    }

    /// <summary>Makes the change.</summary>
    /// <exception cref="ChangeException">It could not even be begun: nothing was done.</exception>
    public GatewayChange Run(CancellationToken cancellationToken)
    {
        _session.Journal.Append(_change.Begin);
        try
        {
            Make(cancellationToken);
        }
        catch (ChangeException exception)
        {
            RollBack(exception.Failure);
            return View();
        }
        catch (OperationCanceledException)
        {
            RollBack(Cancelled());
            return View();
        }

        Close();
        return View();
    }

    /// <summary>The failure for a change that was stopped from outside.</summary>
    public static ChangeFailure Cancelled() =>
        new(ChangeFailureReason.Cancelled, null, "The change was stopped before it was done.", "Make it again when it is wanted.");

    private void Make(CancellationToken cancellationToken)
    {
        _session.Backups.Save(_change.Begin, _survey.Targets, _survey.Diff);
        Each((target, file) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!target.IsInPlace)
            {
                file.Stage(file.Line.Staged, target.Edit.After.Span, target.Attributes);
            }
        });

        var guard = LoadedFilesGuard.BeforeTheCheck(_request, _survey.ForChecks());
        _checks.Beforehand(cancellationToken);
        RequireActivation();
        Each((target, _) => target.RequireUnchanged());
        cancellationToken.ThrowIfCancellationRequested();

        Append(new JournalLine(_change.Id, JournalEvent.Install) { Check = _checks.Result, IsCheckPending = _checks.ArePending ? true : null });
        Each((target, file) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            new FileInstallation(_session.Calls, target, file).Install();
        });

        if (_checks.ArePending)
        {
            _checks.Installed(cancellationToken);
            Append(new JournalLine(_change.Id, JournalEvent.Checked) { Check = _checks.Result });
            _warnings.Add("Installed, not tested beforehand: that takes the right to mount (CAP_SYS_ADMIN).");
        }

        cancellationToken.ThrowIfCancellationRequested();
        bool? isInEffect = Activate(guard, cancellationToken);
        Append(new JournalLine(_change.Id, JournalEvent.Commit) { IsReloaded = _hasActed, IsInEffect = isInEffect, Warnings = Told() });
    }

    private void RequireActivation()
    {
        if (_request.Activation is { } activation && _checks.Unasked is null)
        {
            new ChangeActivation(activation).RequirePossible(_survey.ForChecks());
        }
    }

    private bool? Activate(LoadedFilesGuard guard, CancellationToken cancellationToken)
    {
        if (_request.Activation is not { } activation)
        {
            return null;
        }

        if (_checks.Unasked is { } unasked)
        {
            _warnings.Add(new ChangeActivation(activation).NotDone(unasked));
            return null;
        }

        guard.RequireUnchanged(_change.Files);
        Append(new JournalLine(_change.Id, JournalEvent.Activate));
        VerificationResult verified = new ChangeActivation(activation).Run(ref _hasActed, cancellationToken);
        if (verified is { IsInEffect: null, Problem: { } problem })
        {
            _warnings.Add(problem);
        }

        return verified.IsInEffect;
    }

    private void Close()
    {
        Try(() =>
        {
            ClearLeftovers();
            Append(new JournalLine(_change.Id, JournalEvent.Close) { Warnings = Told() });
            ChangePruning.Prune(_session);
        });
    }

    private void RollBack(ChangeFailure failure)
    {
        Try(() => Append(new JournalLine(_change.Id, JournalEvent.RollBack) { Failure = failure, Check = _checks.Failed }), isQuiet: true);
        PutBackResult result = PutBackFiles.Run(_files, _change.IsInstallAnnounced);
        string? refusal = null;
        if (_hasActed)
        {
            var activation = new ChangeActivation(_request.Activation!);
            refusal = RefuseAgain(result);
            bool isBack = false;
            failure = refusal is null ? activation.Again(failure, out isBack) : activation.NotAgain(failure, refusal);
            _hasActed = !isBack;
        }

        _warnings.AddRange(result.Warnings);
        JournalEvent end = result switch
        {
            { Problems.Count: 0 } => JournalEvent.RolledBack,
            { IsToBeTriedAgain: true } => JournalEvent.NotPutBack,
            _ => JournalEvent.LeftAlone,
        };
        ChangeFailure final = end == JournalEvent.RolledBack ? failure : result.Explain(failure);
        if (refusal is not null)
        {
            final = final with { Advice = $"{final.Advice} {new ChangeActivation(_request.Activation!).ByHand}" };
        }

        var line = new JournalLine(_change.Id, end) { Failure = final, IsReloaded = _hasActed ? null : false, Warnings = Told() };

        // What is not at its end in the journal is looked at by the next run: it sees the files themselves.
        if (result.HasLeftovers || !Try(() => Append(line), isQuiet: true))
        {
            _change.Add(line);
        }
    }

    // What lies there now need not be what the programs had: one that refuses it would end with all that it serves.
    private string? RefuseAgain(PutBackResult result) =>
        result.Problems.Count > 0 ? "not all old files are back" : _checks.RefuseInPlace();

    private void ClearLeftovers()
    {
        foreach (FileInChange file in _files)
        {
            if (file.RemoveLeftovers(wasInstalled: true) is { } stays)
            {
                _warnings.Add(stays);
            }
        }
    }

    private bool Try(Action act, bool isQuiet = false)
    {
        try
        {
            act();
            return true;
        }
        catch (ChangeException exception)
        {
            if (!isQuiet)
            {
                _warnings.Add(exception.Failure.ToString());
            }

            return false;
        }
    }

    private void Append(JournalLine line)
    {
        _session.Journal.Append(line);
        _change.Add(line);
    }

    private string[]? Told()
    {
        string[] told = [.. _warnings];
        _warnings.Clear();
        return told.Length == 0 ? null : told;
    }

    private GatewayChange View()
    {
        GatewayChange view = _change.ToChange(file => _session.Backups.PathOf(_change.Id, file.Backup));
        view.Diff = _survey.Diff;
        view.Warnings = [.. view.Warnings, .. _warnings];
        return view;
    }

    private void Each(Action<TargetFile, FileInChange> act)
    {
        for (int index = 0; index < _files.Count; index++)
        {
            act(_survey.Targets[index], _files[index]);
        }
    }

    private JournalLine Begin(int id, int? undoes)
    {
        // Others may be able to make names in the directory: this one cannot be guessed.
        string mark = Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).ToLowerInvariant();
        JournalFileLine[] files = _survey.Targets.Select((target, index) =>
        {
            string staged = string.Create(CultureInfo.InvariantCulture, $".nginx502-{id}-{index + 1}-{mark}");
            return new JournalFileLine(
                target.Edit.Path,
                target.RealPath,
                FileContent.Hash(target.Edit.Before.Span),
                FileContent.Hash(target.Edit.After.Span),
                BackupStore.NameOf(index, target.RealPath),
                staged,
                staged + ".old",
                target.Status.OwnerId,
                target.Status.GroupId,
                Convert.ToString((int)target.Status.Mode, 8).PadLeft(4, '0'),
                target.IsInPlace);
        }).ToArray();
        return new JournalLine(id, JournalEvent.Begin)
        {
            ProcessId = Environment.ProcessId,
            UserId = FileCalls.UserId,
            Command = SafeText.Escape(_request.Command),
            CommandLine = _request.CommandLine is { } line ? SafeText.Escape(line) : null,
            Applies = _request.Applies,
            Activation = _request.Activation?.Name,
            Disruption = _request.Activation?.Disruption,
            Undoes = undoes,
            RootPath = _request.RootPath,
            Settings = _request.Settings,
            Files = files,
        };
    }
}
