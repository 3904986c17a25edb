namespace Nginx502.Lab;

/// <summary>A laboratory server is missing, did not start, or did not come to the state that was waited for.</summary>
/// <param name="message">What was wanted, and what the server printed.</param>
public sealed class LabException(string message) : Exception(message);
