namespace Nginx502;

/// <summary>One change of configuration files or of the firewall's rules, as it is or was made. Its texts are safe to show; secrets are masked.</summary>
public sealed class GatewayChange
{
    internal GatewayChange(string command, DateTime time)
    {
        Command = command;
        Time = time;
    }

    /// <summary>The number of the change on this machine, from 1; null when it was not begun.</summary>
    public int? Id { get; internal set; }

    /// <summary>When it was begun, local.</summary>
    public DateTime Time { get; }

    /// <summary>The cmdlet that asked.</summary>
    public string Command { get; }

    /// <summary>The command as it was typed, with secrets masked; null when it is not known.</summary>
    public string? CommandLine { get; internal set; }

    /// <summary>What became of it.</summary>
    public ChangeState State { get; internal set; }

    /// <summary>What it made of which setting.</summary>
    public SettingChange[] Settings { get; internal set; } = [];

    /// <summary>What it made of which file.</summary>
    public GatewayChangeFile[] Files { get; internal set; } = [];

    /// <summary>The commands that make it, as they would be typed; empty for a change of files.</summary>
    public string[] Commands { get; internal set; } = [];

    /// <summary>The change of all files as one unified diff; empty when it is no longer kept.</summary>
    public string Diff { get; internal set; } = string.Empty;

    /// <summary>The directory that stands for <c>/</c>, in which the files lie; null for this system's own root.</summary>
    public string? RootPath { get; internal set; }

    /// <summary>What the checks gave; null when none was asked, or it did not come to that.</summary>
    public ChangeCheck? Check { get; internal set; }

    /// <summary>How it takes effect: the most that any of its settings needs.</summary>
    public ChangeApplies Applies { get; internal set; }

    /// <summary>What the activation disturbs, or would; null when nothing is, or none was asked for.</summary>
    public string? Disruption { get; internal set; }

    /// <summary>True when the programs took the files up; null when that is not known.</summary>
    public bool? IsReloaded { get; internal set; } = false;

    /// <summary>True when programs have to take the files up yet for the change to take effect.</summary>
    public bool IsReloadRequired => State == ChangeState.Committed && Applies != ChangeApplies.Live && (IsReloaded != true || (Applies == ChangeApplies.FpmRestart && IsInEffect != true));

    /// <summary>Whether it was seen to be in effect; null when that was not verified.</summary>
    public bool? IsInEffect { get; internal set; }

    /// <summary>Why it was not made; null when it was.</summary>
    public ChangeFailure? Failure { get; internal set; }

    /// <summary>What is to be known of it though it was made: sentences.</summary>
    public string[] Warnings { get; internal set; } = [];

    /// <summary>The number of the change that this one undoes; null when it undoes none.</summary>
    public int? Undoes { get; internal set; }

    /// <summary>The number of the change that undid this one; null when none did, or that one was undone itself.</summary>
    public int? UndoneBy { get; internal set; }

    /// <summary>Why it was not made, in words; null when it was.</summary>
    public string? Problem => Failure?.Problem;

    /// <summary>Number, state and command in a line.</summary>
    public override string ToString() => Id is { } id ? $"{id} {State} {Command}" : $"{State} {Command}";
}
