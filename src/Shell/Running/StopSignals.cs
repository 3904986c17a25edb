using System.Runtime.InteropServices;

namespace Nginx502.Shell.Running;

/// <summary>
/// Ctrl+C and the signals that end a program. The first one stops the pipeline, which then cleans up after itself; a
/// second one ends the program at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly Action _stop;
    private readonly Func<bool> _cannotStop;
    private readonly PosixSignalRegistration[] _registrations;
    private int _received;

    /// <summary>Begins to listen.</summary>
    /// <param name="stop">Asks the pipeline to stop; returns at once.</param>
    /// <param name="cannotStop">True while the pipeline waits for something that cannot be interrupted.</param>
    public StopSignals(Action stop, Func<bool> cannotStop)
    {
        _stop = stop;
        _cannotStop = cannotStop;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Receive(signal, Interrupt)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Receive(signal, Terminate)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Receive(signal, HangUp)),
        ];
    }

    /// <summary>The exit code of a program that was ended by the signal, or null when none came.</summary>
    public int? ExitCode => Volatile.Read(ref _received) is > 0 and int signal ? ExitCodes.SignalBase + signal : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Receive(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        bool isSecond = Interlocked.CompareExchange(ref _received, number, 0) != 0;
        if (isSecond || _cannotStop())
        {
            Environment.Exit(ExitCodes.SignalBase + number);
        }

        _stop();
    }
}
