namespace Nginx502.Diagnosis;

/// <summary>One endpoint with all that is known of it: what nginx's worker finds, what both configurations say, what the pool does, and the errors.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Socket">The ladder; null when it was not looked at.</param>
/// <param name="Alignment">What both configurations say of it.</param>
/// <param name="Pool">The pool that is configured there; null when none is.</param>
/// <param name="Status">What the pool does; null when it was not seen.</param>
/// <param name="Service">The php-fpm of the pool as a service; null when it is not known.</param>
/// <param name="Errors">The errors of nginx that name it.</param>
internal sealed record DiagnosedEndpoint(
    FpmEndpoint Endpoint,
    FpmSocketTestResult? Socket,
    IReadOnlyList<AlignmentResult> Alignment,
    FpmPool? Pool,
    FpmPoolStatus? Status,
    GatewayService? Service,
    IReadOnlyList<ErrorEvidence> Errors)
{
    /// <summary>True when visitors get errors of it now.</summary>
    public bool IsFailing => Socket is { FailedRung: not null };

    /// <summary>True when a round trip went well.</summary>
    public bool Answers => Socket is { Passed: true };

    /// <summary>
    /// True when its php-fpm does not run, and that is why: nobody has its socket in a place that is only not seen. What keeps it from running is another question.
    /// </summary>
    public bool IsDown => Socket?.FailedRung is FpmSocketRungKind.Exists or FpmSocketRungKind.Listening
        && this is { Pool.IsRunning: false, Service.IsRunning: not true }
        && Socket.Facts is { IsOnlyElsewhere: false, ListenerOfDeletedFile: null or { IsMasterGone: true } };

    /// <summary>The directory of the socket when it is not there; null when it is, or the endpoint is no path.</summary>
    public string? MissingDirectory => this is { Endpoint: { IsUnixSocket: true, SocketPath: { } path }, Socket: { FailedRung: FpmSocketRungKind.Exists, Facts: { LinkTarget: null, Steps: [.., { } last] } } }
        && Path.GetDirectoryName(path) is { } directory && last.Path != directory && (directory.StartsWith(last.Path.TrimEnd('/') + "/", StringComparison.Ordinal) || last.Path == "/")
        ? directory
        : null;

    /// <summary>The servers that lead to it.</summary>
    public string[] Servers => [.. Alignment.Select(result => result.Server).OfType<string>().Distinct()];

    /// <summary>A disagreement of both sides; null when there is none such.</summary>
    public AlignmentMismatch? Mismatch(params AlignmentMismatchKind[] kinds)
    {
        foreach (AlignmentMismatch mismatch in Alignment.SelectMany(result => result.Mismatches))
        {
            if (kinds.Contains(mismatch.Kind))
            {
                return mismatch;
            }
        }

        return null;
    }

    /// <summary>The sites of requests that failed, where nginx names them (server: of its lines); else all that are led there.</summary>
    public string[] ServersOf(IReadOnlyCollection<ErrorEvidence> errors) =>
        errors.Count > 0 && errors.All(error => error.Server is not null) ? [.. errors.Select(error => error.Server!).Distinct()] : Servers;

    /// <summary>The errors of some symptoms.</summary>
    public IReadOnlyList<ErrorEvidence> Showing(params Symptom[] symptoms) => [.. Errors.Where(error => symptoms.Contains(error.Symptom))];
}
