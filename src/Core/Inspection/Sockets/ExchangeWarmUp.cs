using System.Net.Sockets;
using Nginx502.FastCgi;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// Makes one exchange with this process itself before the first that counts: what is compiled then is not taken for the time of the other side. On a busy
/// machine that was half a second, for a worker that answered within one millisecond.
/// </summary>
internal static class ExchangeWarmUp
{
    // FCGI_GET_VALUES_RESULT without a value (FastCGI specification, 4.1).
    private static readonly byte[] Answer = [1, 10, 0, 0, 0, 0, 0, 0];
    private static readonly FastCgiOptions Options = new() { Timeout = TimeSpan.FromSeconds(1) };
    private static readonly Lazy<bool> Once = new(Run);

    /// <summary>Makes it, once in a process.</summary>
    public static void Ensure() => _ = Once.Value;

    private static bool Run()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        // A name of no file system, which the kernel makes up (man 7 unix, autobind).
        listener.Bind(new UnixDomainSocketEndPoint("\0nginx502-" + Guid.NewGuid().ToString("N")));
        listener.Listen(1);
        IReadOnlyList<BegunConnection>? begun = ClientConnector.Connect(null, ClientPlace.Here, [listener.LocalEndPoint!], Options.Timeout, out _);
        if (begun is not [{ ErrorNumber: 0 } connection])
        {
            return false;
        }

        using Socket accepted = listener.Accept();
        accepted.Send(Answer);
        var target = FastCgiTarget.Begun(FpmEndpoint.Parse("unix:/self"), connection);
        return FastCgiClient.Send(target, EncodedRequest.ForLimits, Options).Failure is null;
    }
}
