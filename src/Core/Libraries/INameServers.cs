using Nginx502.Linux;

namespace Nginx502.Libraries;

/// <summary>Asks name servers.</summary>
public interface INameServers
{
    /// <summary>Asks one question: over UDP, and over TCP where the answer was cut short. Does not throw for what it meets.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<DnsReply> AskAsync(DnsQuestion question, CancellationToken cancellation);
}
