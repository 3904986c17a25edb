namespace Nginx502.Recovery;

/// <summary>One line of the journal. What an event does not need is null, and is not written.</summary>
internal sealed record JournalLine(int Change, JournalEvent Event)
{
    /// <summary>The version of this form; readers refuse a higher one.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form of this line.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>When it was written.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.Now;

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the process that makes the change.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the user.</summary>
    public uint? UserId { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the cmdlet.</summary>
    public string? Command { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the command as typed, masked.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: how it takes effect.</summary>
    public ChangeApplies? Applies { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: what makes the programs take the files up.</summary>
    public string? Activation { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: what that disturbs.</summary>
    public string? Disruption { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the change that this one undoes.</summary>
    public int? Undoes { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the directory that stands for <c>/</c>; null for this process's own root.</summary>
    public string? RootPath { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the settings.</summary>
    public IReadOnlyList<SettingChange>? Settings { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the files.</summary>
    public IReadOnlyList<JournalFileLine>? Files { get; init; }

    /// <summary>Of <see cref="JournalEvent.Begin"/>: the rules of the firewall; null for a change of files.</summary>
    public JournalRuleLine? Rule { get; init; }

    /// <summary>What the checks gave.</summary>
    public ChangeCheck? Check { get; init; }

    /// <summary>Of <see cref="JournalEvent.Install"/>: true when something can be checked in place only.</summary>
    public bool? IsCheckPending { get; init; }

    /// <summary>Whether the programs took the files up; null in a line that ends a change: not known.</summary>
    public bool? IsReloaded { get; init; }

    /// <summary>Whether it was seen to be in effect.</summary>
    public bool? IsInEffect { get; init; }

    /// <summary>Why the change is put back.</summary>
    public ChangeFailure? Failure { get; init; }

    /// <summary>What is to be known of it.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
