using Nginx502.Linux;

namespace Nginx502.Libraries;

/// <summary>Runs programs.</summary>
public interface IPrograms
{
    /// <summary>
    /// Runs a program to its end. Null with the reason, a sentence without its full stop, when it was not started. It is killed, with
    /// all that it started, when its time is over or the caller cancels.
    /// </summary>
    /// <param name="request">The program.</param>
    /// <param name="problem">The reason; null with a result.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation);
}
