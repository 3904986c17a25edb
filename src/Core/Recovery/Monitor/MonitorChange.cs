namespace Nginx502;

/// <summary>What registering a monitor, or removing it, would do.</summary>
public sealed record MonitorChange
{
    internal MonitorChange()
    {
    }

    /// <summary>The files.</summary>
    public MonitorFileChange[] Files { get; init; } = [];

    /// <summary>The commands that are run, as they could be typed.</summary>
    public string[] Commands => [.. Before.Concat(After).Select(command => "systemctl " + string.Join(' ', command.Select(PasteText.Shell)))];

    /// <summary>The file that would keep who is told, for root alone, or with a removal has kept it; null where nobody is.</summary>
    public string? NotifyPath { get; init; }

    /// <summary>Who would be told, without what is secret in an address.</summary>
    public string[] NotifyNames => [.. Notify.Select(target => target.Name)];

    /// <summary>What a person should know: sentences.</summary>
    public string[] Warnings { get; init; } = [];

    /// <summary>True when everything is as wanted already.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Why it cannot be done; null when it can.</summary>
    public ChangeFailure? Failure { get; init; }

    /// <summary>What systemd is told before files are changed.</summary>
    internal string[][] Before { get; init; } = [];

    /// <summary>What systemd is told afterwards.</summary>
    internal string[][] After { get; init; } = [];

    /// <summary>Who is told; none to have nobody told.</summary>
    internal IReadOnlyList<NotificationTarget> Notify { get; init; } = [];

    /// <summary>True when the timer of systemd runs now: it is to run again where the change is put back.</summary>
    internal bool IsTimerActive { get; init; }

    /// <summary>True for a removal.</summary>
    public bool IsRemoval { get; init; }
}
