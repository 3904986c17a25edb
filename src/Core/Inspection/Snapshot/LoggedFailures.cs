namespace Nginx502.Inspection;

/// <summary>What the error log tells of failures that visitors got a status for.</summary>
internal static class LoggedFailures
{
    private const int InternalError = 500;

    /// <summary>The lines that tell of them: a script that PHP ends is a 500 too.</summary>
    /// <param name="errors">What the error log tells.</param>
    /// <param name="status">The status.</param>
    /// <param name="servers">The virtual servers; empty for all.</param>
    public static IEnumerable<ErrorEvidence> Of(IEnumerable<ErrorEvidence> errors, int status, IReadOnlyCollection<string> servers) => errors.Where(error =>
        (error.AttemptStatus == status || (status == InternalError && error.Symptom == Symptom.PhpFatalError)) && (error.Server is null || servers.Count == 0 || servers.Contains(error.Server)));
}
