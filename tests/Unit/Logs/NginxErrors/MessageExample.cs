namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>A line, and what is in it.</summary>
internal sealed record MessageExample(
    string Line,
    string Message,
    Symptom Symptom,
    int? AttemptStatus,
    bool IsUpstreamError,
    UpstreamOperation Operation,
    int? ErrorNumber,
    string? ErrorText);
