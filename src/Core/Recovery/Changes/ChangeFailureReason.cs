namespace Nginx502;

/// <summary>Why a change was not made. The names are stable, for scripts.</summary>
public enum ChangeFailureReason
{
    /// <summary>The kernel said another error; its number tells.</summary>
    FileSystemError,

    /// <summary>There is no such file.</summary>
    FileMissing,

    /// <summary>It is no regular file, or larger than 16 MB.</summary>
    NotRegularFile,

    /// <summary>Root does not follow a link, or write to a file of several names, where others can make them.</summary>
    UntrustedLink,

    /// <summary>Others than root can change the directory that root would write to.</summary>
    DirectoryNotTrusted,

    /// <summary>This user may not do it.</summary>
    InsufficientPrivilege,

    /// <summary>The disk, or this user's share of it, is full.</summary>
    NoSpace,

    /// <summary>The file is not as it was when the change was made up: somebody else wrote to it.</summary>
    FileChanged,

    /// <summary>The file is not as the change left it, so the change is not undone.</summary>
    FileChangedSince,

    /// <summary>The file has other names too, which cannot be known.</summary>
    HardLinked,

    /// <summary>The file is mounted by itself, as into a container, and cannot be replaced.</summary>
    MountPoint,

    /// <summary>Something else manages the file, or it was protected on purpose.</summary>
    ManagedFile,

    /// <summary>Two names of the change lead to the same file, and want different things of it.</summary>
    SameFile,

    /// <summary>Owner, mode, access list, label or another attribute could not be kept.</summary>
    AttributesNotKept,

    /// <summary>Another change goes on.</summary>
    ChangeInProgress,

    /// <summary>An earlier change of the same file was interrupted, and could be neither finished nor put back.</summary>
    UnfinishedChange,

    /// <summary>The directory of the journal can be changed by others, or was written by a newer version.</summary>
    StateNotUsable,

    /// <summary>The programs refuse the new configuration.</summary>
    CheckFailed,

    /// <summary>A file that would be loaded along was changed by somebody since the check.</summary>
    LoadedFilesChanged,

    /// <summary>The reload failed.</summary>
    ActivationFailed,

    /// <summary>The reload was done, and the change is not in effect.</summary>
    NotInEffect,

    /// <summary>It was stopped from outside (Ctrl+C).</summary>
    Cancelled,

    /// <summary>The process was killed, or the machine went down.</summary>
    Interrupted,

    /// <summary>It failed, and not every file could be put back.</summary>
    NotPutBack,

    /// <summary>There is no such change, or none that can be undone.</summary>
    ChangeNotFound,

    /// <summary>The backup that undoing needs is gone or damaged.</summary>
    BackupMissing,

    /// <summary>No firewall holds anything back here: there is nothing to open.</summary>
    FirewallOff,

    /// <summary>The rules of the firewall could not be seen.</summary>
    FirewallNotSeen,

    /// <summary>A rule of the firewall looks at what is not known beforehand, so that it cannot be told what a further rule would do.</summary>
    FirewallNotJudged,

    /// <summary>The port is open from there already.</summary>
    PortAlreadyOpen,

    /// <summary>A rule denies that port or that address by name: somebody meant it.</summary>
    PortDenied,

    /// <summary>A port of php-fpm is opened for named addresses only.</summary>
    SourceRequired,

    /// <summary>The program that manages the firewall failed, or is not there.</summary>
    FirewallCommandFailed,

    /// <summary>The evidence or the plan is of another machine.</summary>
    NotThisMachine,

    /// <summary>Neither nginx nor a pool of php-fpm was found, or no main file that was named.</summary>
    NothingFound,

    /// <summary>A plan rests on what is not so any more: files were changed, time went by, the machine was started anew.</summary>
    PlanStale,

    /// <summary>Others than root can change what root would run without anybody watching.</summary>
    ModuleNotTrusted,

    /// <summary>The program that hosts the cmdlet cannot run a monitor, or cannot be told.</summary>
    HostProgramUnknown,

    /// <summary>A file is there already that would be written over.</summary>
    FileThere,

    /// <summary>A file is there that this module did not write.</summary>
    ForeignFile,

    /// <summary>There is neither systemd nor cron, or what there is cannot do what was asked for.</summary>
    MonitorNotPossible,

    /// <summary>systemd did not do what it was told.</summary>
    MonitorCommandFailed,

    /// <summary>There is no monitor.</summary>
    MonitorNotFound,
}
