namespace Nginx502;

/// <summary>What a recovery can do, from the least disruptive to the most.</summary>
public enum RecoveryAction
{
    /// <summary>Lets a process go on that a signal stopped (SIGCONT to a process in state T).</summary>
    ContinueProcess,

    /// <summary>Makes a runtime directory of a socket anew, which was in memory only.</summary>
    CreateRuntimeDirectory,

    /// <summary>Puts back a file that this module wrote, while it still holds what was written.</summary>
    RestoreConfiguration,

    /// <summary>Gives nginx's worker the right to connect to a socket: the live one, and the lines of its pool.</summary>
    RepairSocketPermission,

    /// <summary>Makes nginx read its configuration again.</summary>
    ReloadNginx,

    /// <summary>Leads nginx to where the pool listens, in its files, and reloads it.</summary>
    RedirectNginx,

    /// <summary>Starts a service that does not run.</summary>
    StartService,

    /// <summary>Ends workers whose master was killed, which hold its sockets, and starts the service.</summary>
    ReplaceOrphans,

    /// <summary>Makes php-fpm read its configuration again: all of its pools stop and start.</summary>
    ReloadFpm,

    /// <summary>Stops a service and starts it: all of its pools, or sites, stop.</summary>
    RestartService,
}
