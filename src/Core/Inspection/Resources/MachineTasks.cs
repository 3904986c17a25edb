namespace Nginx502;

/// <summary>Processes and threads of a machine, and files that all of them have open.</summary>
/// <param name="Tasks">Processes and threads.</param>
/// <param name="ThreadLimit">How many there may be (kernel.threads-max); null when it was not seen.</param>
/// <param name="NumberLimit">How many numbers there are for them (kernel.pid_max); null when it was not seen.</param>
/// <param name="OpenFiles">Open files (fs.file-nr); null when it was not seen.</param>
/// <param name="OpenFileLimit">How many there may be (fs.file-max).</param>
public sealed record MachineTasks(long Tasks, long? ThreadLimit, long? NumberLimit, long? OpenFiles, long? OpenFileLimit);
