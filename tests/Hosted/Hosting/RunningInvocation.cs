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
        Await(_output, count, "objects", limitMilliseconds);
        return Output;
    }

    /// <summary>Waits until so many warnings have come; the test fails after the limit.</summary>
    public IReadOnlyList<WarningRecord> WaitForWarnings(int count, int limitMilliseconds = 5000)
    {
        Await(_shell.Streams.Warning, count, "warnings", limitMilliseconds);
        return Warnings;
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

    private void Await<T>(PSDataCollection<T> collection, int count, string what, int limitMilliseconds)
    {
        var clock = Stopwatch.StartNew();
        while (collection.Count < count)
        {
            Assert.True(clock.ElapsedMilliseconds < limitMilliseconds, $"{collection.Count} of {count} {what} came within {limitMilliseconds} ms.");
            Assert.False(HasEnded && collection.Count < count, $"It ended after {collection.Count} of {count} {what}.");
            Thread.Sleep(5);
        }
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
