using Nginx502.Lab;
using Nginx502.Lab.HiddenLogs;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>An incident of which nginx's error log does not tell.</summary>
/// <param name="LogName">The name of the way in which the log is hidden.</param>
/// <param name="IncidentName">The name of the incident.</param>
internal sealed record HiddenEvidence(string LogName, string IncidentName)
{
    /// <summary>All that are made.</summary>
    public static IReadOnlyList<HiddenEvidence> All { get; } =
    [
        new("DeletedButOpen", "ClosedDirectory"),
        new("DeletedButOpen", "PoolBusy"),
        new("ErrorsAtCrit", "AnotherPort"),
        new("ErrorsAtCrit", "FileForASocket"),
        new("ErrorsToNull", "PoolBusy"),
        new("ErrorsToNull", "SocketOfRoot"),
        new("FullLogDisk", "FpmStoppedOnTcp"),
        new("FullLogDisk", "TcpForASocket"),
        new("RotatedWithoutReopen", "AnotherSocketPath"),
        new("SentToStandardError", "SocketOfAnotherGroup"),
        new("SentToSyslog", "FpmStopped"),
        new("SentToSyslog", "SocketFileGone"),
    ];

    /// <summary>Makes the hidden log.</summary>
    public HiddenLog MakeLog() => SituationCatalogue.Make<HiddenLog>(LogName);

    /// <summary>Makes the incident.</summary>
    public Incident MakeIncident() => SituationCatalogue.Make<Incident>(IncidentName);
}
