namespace Nginx502;

/// <summary>What one process of nginx or php-fpm holds, and may hold.</summary>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="ConfigurationPath">The main file of its configuration. Safe to show.</param>
/// <param name="ProcessId">Its number.</param>
/// <param name="IsMaster">True for the master.</param>
/// <param name="Pool">The pool of a php-fpm worker; null for others. Safe to show.</param>
/// <param name="User">Its user; null for a master.</param>
/// <param name="IsRoot">True when its user is root, whom the number of processes is not limited for.</param>
/// <param name="OpenFiles">Its descriptors; null when they were not seen.</param>
/// <param name="OpenFileLimit">How many it may have; null for no limit.</param>
/// <param name="UserTasks">Processes and threads of its user.</param>
/// <param name="UserTaskLimit">How many its user may have when it starts another; null for no limit.</param>
/// <param name="Connections">About how many connections of its own an nginx worker has in use; null for others and when it was not seen.</param>
/// <param name="ConnectionLimit">How many it may have (worker_connections); null for others.</param>
public sealed record ProcessResources(
    string Program,
    string ConfigurationPath,
    int ProcessId,
    bool IsMaster,
    string? Pool,
    string? User,
    bool IsRoot,
    long? OpenFiles,
    long? OpenFileLimit,
    long UserTasks,
    long? UserTaskLimit,
    long? Connections,
    long? ConnectionLimit);
