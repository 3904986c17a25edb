namespace Nginx502.Inspection;

/// <summary>What the logs of a gateway say.</summary>
/// <param name="Errors">nginx's error logs.</param>
/// <param name="Answers">nginx's access logs.</param>
/// <param name="FpmEvents">php-fpm's logs.</param>
/// <param name="Logs">The logs that were looked at.</param>
internal sealed record LogEvidence(ErrorEvidence[] Errors, AnswerCount[] Answers, FpmEventEvidence[] FpmEvents, WrittenLog[] Logs)
{
    /// <summary>What is not seen when the error logs of nginx could not be read in time.</summary>
    public const string OfErrorLogs = "what nginx's error logs say";

    /// <summary>What is not seen when its access logs could not.</summary>
    public const string OfAccessLogs = "what nginx's access logs say";

    /// <summary>What is not seen when the logs of php-fpm could not.</summary>
    public const string OfFpmLogs = "what php-fpm's logs say";
}
