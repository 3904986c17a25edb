using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Shell;

/// <summary>The Shell while it runs a command that does not end by itself, such as <c>-Wait</c>.</summary>
internal sealed class RunningShell : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<(JsonElement Object, long Arrival)> _objects = new();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    /// <summary>Starts a command.</summary>
    public RunningShell(string command)
    {
        _process = BuiltShell.Start(command);
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The objects that it wrote so far, each with its <see cref="Stopwatch"/> timestamp.</summary>
    public IReadOnlyList<(JsonElement Object, long Arrival)> Objects => [.. _objects];

    /// <summary>Waits until it wrote a number of objects.</summary>
    /// <exception cref="LabException">It ended, or did not write so many in time.</exception>
    public async Task WaitForAsync(int count)
    {
        await Patience.HoldsWithinAsync(() => _objects.Count >= count || _process.HasExited, Patience.Limit);
        if (_objects.Count < count)
        {
            throw new LabException($"{_objects.Count} objects of {count}. {(_process.HasExited ? await _errors : "It still runs.")}");
        }
    }

    /// <summary>Ends it as Ctrl+C does.</summary>
    /// <returns>How long it took to end, and what it wrote to standard error.</returns>
    public async Task<(TimeSpan Took, string Errors)> InterruptAsync()
    {
        long start = Stopwatch.GetTimestamp();
        ProcessIdentity.Of(_process.Id)?.Signal(UnixSignal.Interrupt);
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        await _reading.WaitAsync(Patience.Limit);
        return (took, await _errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            long arrival = Stopwatch.GetTimestamp();
            _objects.Enqueue((BuiltShell.Parse(line), arrival));
        }
    }
}
