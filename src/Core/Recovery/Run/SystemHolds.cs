using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>What forbids to act on the machine for now: it starts or stops, a package manager works, or a person asked for peace.</summary>
internal sealed class SystemHolds
{
    private const string Systemctl = "/usr/bin/systemctl";

    private readonly IPrograms _programs;
    private readonly IReadOnlyList<string> _packageLocks;
    private readonly bool _isSystemd;

    /// <summary>Those of this machine.</summary>
    public SystemHolds()
        : this(PrivateLibraries.Programs, PackageLocks.Usual, ServiceSystem.IsSystemd)
    {
    }

    internal SystemHolds(IPrograms programs, IReadOnlyList<string> packageLocks, bool isSystemd) => (_programs, _packageLocks, _isSystemd) = (programs, packageLocks, isSystemd);

    /// <summary>Waits until nothing forbids it, at most so long. The reason, a sentence, when something does all the time; null when nothing does.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public string? Await(TimeSpan patience, CancellationToken cancellationToken)
    {
        string? hold = null;
        Wait.Until(() => (hold = Find(cancellationToken)) is null, patience, TimeSpan.FromSeconds(1), cancellationToken);
        return hold;
    }

    /// <summary>What forbids it now, a sentence; null when nothing does.</summary>
    public string? Find(CancellationToken cancellationToken) => PackageManager() ?? SystemState(cancellationToken);

    private string? PackageManager() => PackageLocks.Holder(_packageLocks) is { } work ? $"{work}, and may be replacing nginx or PHP." : null;

    private string? SystemState(CancellationToken cancellationToken)
    {
        if (!_isSystemd)
        {
            return null;
        }

        ProgramResult? told = _programs.Run(new ProgramRequest(Systemctl, ["is-system-running"]) { Timeout = TimeSpan.FromSeconds(5) }, out _, cancellationToken);
        return told is null ? null : Encoding.UTF8.GetString(told.Output).Trim() switch
        {
            "initializing" or "starting" => "The system is still starting.",
            "stopping" => "The system is being shut down.",
            "maintenance" => "The system is in rescue or emergency mode.",
            _ => null,
        };
    }
}
