using System.Collections;
using System.Diagnostics;
using System.Management.Automation;

namespace Nginx502.HostedTests.Hosting;

/// <summary>A pipeline that still runs.</summary>
public sealed class RunningInvocation : IDisposable
{
    private readonly PowerShell _shell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _running;

    internal RunningInvocation(PowerShell shell)
    {
        _shell = shell;
        var input = new PSDataCollection<PSObject>();
        input.Complete();
        _running = shell.BeginInvoke(input, _output);
    }

    /// <summary>True when it has ended.</summary>
    public bool HasEnded => _running.IsCompleted;

    /// <summary>The objects so far.</summary>
    public IReadOnlyList<PSObject> Output => Snapshot(_output);

    /// <summary>The non-terminating errors so far.</summary>
    public IReadOnlyList<ErrorRecord> Errors => Snapshot(_shell.Streams.Error);

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<WarningRecord> Warnings => Snapshot(_shell.Streams.Warning);

    /// <summary>Waits until so many objects have come; the test fails after the limit.</summary>
    public IReadOnlyList<PSObject> WaitFor(int count, int limitMilliseconds = 5000)
    {
        var clock = Stopwatch.StartNew();
        while (_output.Count < count)
        {
            Assert.True(clock.ElapsedMilliseconds < limitMilliseconds, $"{_output.Count} of {count} objects came within {limitMilliseconds} ms.");
            Assert.False(HasEnded && _output.Count < count, $"It ended after {_output.Count} of {count} objects.");
            Thread.Sleep(5);
        }

        return Output;
    }

    /// <summary>Ctrl+C; gives how long it took to end.</summary>
    public TimeSpan Stop()
    {
        var clock = Stopwatch.StartNew();
        _shell.Stop();
        return clock.Elapsed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shell.Stop();
        _shell.Dispose();
        _output.Dispose();
    }

    // The pipeline adds to it meanwhile, and its enumerator would wait for more.
    private static T[] Snapshot<T>(PSDataCollection<T> collection)
    {
        lock (((ICollection)collection).SyncRoot)
        {
            var copy = new T[collection.Count];
            collection.CopyTo(copy, 0);
            return copy;
        }
    }
}
