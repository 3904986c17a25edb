using System.Net.Sockets;
using Nginx502.FastCgi;
using Nginx502.UnitTests.FastCgi.Transport;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>A pool at which a recovery looks, and that answers those looks that a test says. It has a thread of its own: other tests may have all those of the thread pool for longer than a look waits.</summary>
internal sealed class ScriptedPool : IDisposable
{
    private const string Name = "www";

    private readonly SocketDirectory _directory = new();
    private readonly GatewayTree _tree = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Thread _thread;
    private readonly Func<int, bool> _answers;
    private int _looks;

    /// <summary>The pool.</summary>
    /// <param name="answers">Tells whether a look is answered by its number, from 1.</param>
    /// <param name="others">How many more pools there are, at which nobody listens.</param>
    public ScriptedPool(Func<int, bool> answers, int others = 0)
    {
        _answers = answers;
        IEnumerable<string> names = Enumerable.Range(1, others).Select(number => Name + number).Prepend(Name);
        _tree.Write(GatewayTree.FpmPath, string.Concat(names.Select(name => $"[{name}]\nuser = www-data\nlisten = {_directory.PathOf(name)}\npm = static\npm.max_children = 1\n")));
        _listener.Bind(new UnixDomainSocketEndPoint(_directory.PathOf(Name)));
        _listener.Listen();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How it is found.</summary>
    public GatewayTarget Target => _tree.Target;

    /// <summary>Where it listens.</summary>
    public FpmEndpoint Endpoint => FpmEndpoint.Parse(_directory.PathOf(Name));

    /// <summary>How often it was looked at.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join();
        _tree.Dispose();
        _directory.Dispose();
    }

    private void Serve()
    {
        byte[] record = new byte[ushort.MaxValue];
        try
        {
            while (true)
            {
                using Socket connection = _listener.Accept();
                bool isAnswered = _answers(Interlocked.Increment(ref _looks));
                connection.Receive(record);
                if (isAnswered)
                {
                    RecordHeader.Write(record, RecordType.GetValuesResult, 0, 0);
                    connection.Send(record.AsSpan(0, RecordHeader.Size));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
