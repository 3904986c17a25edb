namespace Nginx502.Inspection;

/// <summary>What the logs of a gateway say.</summary>
/// <param name="Errors">nginx's error logs.</param>
/// <param name="Answers">nginx's access logs.</param>
/// <param name="FpmEvents">php-fpm's logs.</param>
/// <param name="Logs">The logs that were looked at.</param>
internal sealed record LogEvidence(ErrorEvidence[] Errors, AnswerCount[] Answers, FpmEventEvidence[] FpmEvents, WrittenLog[] Logs)
{
    /// <summary>Of none.</summary>
    public static LogEvidence None { get; } = new([], [], [], []);
}
