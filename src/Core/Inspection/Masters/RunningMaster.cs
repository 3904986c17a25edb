using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>A process that shows a master's title.</summary>
/// <param name="Process">The process.</param>
/// <param name="IsTrusted">True when it is believed: its program can be changed by root alone.</param>
/// <param name="IsElsewhere">True when it has another root, so that its paths and programs are not ours.</param>
internal sealed record RunningMaster(ProcessEntry Process, bool IsTrusted, bool IsElsewhere);
