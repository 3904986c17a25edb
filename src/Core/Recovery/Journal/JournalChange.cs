namespace Nginx502.Recovery;

/// <summary>One change as the lines of the journal tell it.</summary>
/// <param name="begin">The line that begins it.</param>
internal sealed class JournalChange(JournalLine begin)
{
    private readonly List<JournalLine> _lines = [begin];

    /// <summary>The line that begins it.</summary>
    public JournalLine Begin { get; } = begin;

    /// <summary>Its number.</summary>
    public int Id => Begin.Change;

    /// <summary>Its files.</summary>
    public IReadOnlyList<JournalFileLine> Files => Begin.Files ?? [];

    /// <summary>True when files may have been put in place.</summary>
    public bool IsInstallAnnounced => Has(JournalEvent.Install);

    /// <summary>True when what is or was in place passed all checks.</summary>
    public bool IsChecked => Has(JournalEvent.Checked) || _lines.Exists(line => line is { Event: JournalEvent.Install, IsCheckPending: not true });

    /// <summary>True when the programs may have taken the files up.</summary>
    public bool IsActivationAnnounced => Has(JournalEvent.Activate);

    /// <summary>True when it was to be put back.</summary>
    public bool IsRollBackAnnounced => Has(JournalEvent.RollBack);

    /// <summary>Why it was to be put back; null when it was not.</summary>
    public ChangeFailure? RollBackFailure => _lines.FindLast(line => line.Event == JournalEvent.RollBack)?.Failure;

    /// <summary>True when it holds.</summary>
    public bool IsCommitted => Has(JournalEvent.Commit);

    /// <summary>True when there is nothing left to do about it.</summary>
    public bool IsClosed => Has(JournalEvent.Close) || Has(JournalEvent.RolledBack) || Has(JournalEvent.LeftAlone);

    /// <summary>Adds a further line of it.</summary>
    public void Add(JournalLine line) => _lines.Add(line);

    /// <summary>The change as others see it.</summary>
    /// <param name="backupPath">Where the backup of a file is; null when it is not kept.</param>
    public GatewayChange ToChange(Func<JournalFileLine, string?> backupPath)
    {
        var change = new GatewayChange(Begin.Command!, Begin.Time.LocalDateTime)
        {
            Id = Id,
            CommandLine = Begin.CommandLine,
            State = State(),
            Settings = [.. Begin.Settings ?? []],
            Files = Files.Select(file => new GatewayChangeFile(file.Path, file.RealPath, file.HashBefore, file.HashAfter, backupPath(file), file.IsInPlace)).ToArray(),
            Commands = (Begin.Rule?.Commands ?? []).Select(command => SafeText.Escape(command.ToText())).ToArray(),
            Check = ChangeCheck.Join(_lines.Select(line => line.Check).OfType<ChangeCheck>().ToArray()),
            Applies = Begin.Applies ?? ChangeApplies.Live,
            Disruption = Begin.Disruption,
            Failure = _lines.FindLast(line => line.Failure is not null)?.Failure,
            Warnings = _lines.SelectMany(line => line.Warnings ?? []).ToArray(),
            Undoes = Begin.Undoes,
            RootPath = Begin.RootPath,
        };
        JournalLine last = _lines.FindLast(line => line.Event is JournalEvent.Commit or JournalEvent.RolledBack or JournalEvent.NotPutBack or JournalEvent.LeftAlone) ?? Begin;
        change.IsReloaded = last == Begin ? (IsActivationAnnounced ? null : false) : last.IsReloaded;
        change.IsInEffect = last.IsInEffect;
        return change;
    }

    private ChangeState State() => _lines.FindLast(line => line.Event != JournalEvent.Close)!.Event switch
    {
        JournalEvent.Commit => ChangeState.Committed,
        JournalEvent.RolledBack => ChangeState.RolledBack,
        JournalEvent.NotPutBack or JournalEvent.LeftAlone => ChangeState.Failed,
        _ => ChangeState.Unfinished,
    };

    private bool Has(JournalEvent what) => _lines.Exists(line => line.Event == what);
}
