using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Nginx502.FastCgi;

namespace Nginx502.Inspection;

/// <summary>
/// Exchanges that go on while whoever wants their results is busy with one, such as showing it: else that time would be taken for the other side's, and a
/// deadline could pass meanwhile. One thread for all of them.
/// </summary>
internal sealed class BackgroundExchanges : IDisposable
{
    private readonly BlockingCollection<(int Index, FastCgiResponse Response)> _ended = [];
    private readonly CancellationTokenSource _stop;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts them.</summary>
    /// <param name="requests">Where to, and what.</param>
    /// <param name="options">How long each may take.</param>
    /// <param name="token">Gives them up.</param>
    public BackgroundExchanges(IReadOnlyList<(FastCgiTarget Target, EncodedRequest Request)> requests, FastCgiOptions options, CancellationToken token)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        _thread = new Thread(() => Run(requests, options)) { IsBackground = true, Name = "Nginx502 exchanges" };
        _thread.Start();
    }

    /// <summary>The responses as they come, each with the index of its request.</summary>
    /// <exception cref="OperationCanceledException">They were given up.</exception>
    public IEnumerable<(int Index, FastCgiResponse Response)> Responses()
    {
        foreach ((int Index, FastCgiResponse Response) ended in _ended.GetConsumingEnumerable(_stop.Token))
        {
            yield return ended;
        }

        _failure?.Throw();
    }

    /// <summary>Gives up what still runs.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _ended.Dispose();
        _stop.Dispose();
    }

    private void Run(IReadOnlyList<(FastCgiTarget Target, EncodedRequest Request)> requests, FastCgiOptions options)
    {
        try
        {
            foreach ((int Index, FastCgiResponse Response) ended in FastCgiClient.SendAll(requests, options, _stop.Token))
            {
                _ended.Add(ended);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        _ended.CompleteAdding();
    }
}
