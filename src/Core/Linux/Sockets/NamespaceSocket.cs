using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>Makes a socket in another network namespace: it belongs to the one in which it was made, whoever uses it (man 7 network_namespaces).</summary>
internal static class NamespaceSocket
{
    private const int NetworkNamespace = 0x40000000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Makes one; null with the error number when it cannot be.</summary>
    /// <param name="network">The namespace, open; null for the own one.</param>
    /// <param name="family">The family.</param>
    /// <param name="type">The type, with flags.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="errorNumber">The error number, or 0.</param>
    public static SafeFileHandle? Open(SafeFileHandle? network, int family, int type, int protocol, out int errorNumber)
    {
        SafeFileHandle socket = network is null ? OpenSocket(family, type, protocol) : OpenThere(network, family, type, protocol);
        errorNumber = socket.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        if (!socket.IsInvalid)
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }

    /// <summary>Adds the step that enters a network namespace.</summary>
    internal static void Enter(CallPlan plan, SafeFileHandle network) =>
        plan.Add("enter the network namespace", new CallStep { Number = SystemCallNumber.SetNamespace, First = network.DangerousGetHandle(), Second = NetworkNamespace });

    private static SafeFileHandle OpenThere(SafeFileHandle network, int family, int type, int protocol)
    {
        using SafeFileHandle home = NativeFile.OpenNamespace("/proc/self/ns/net", out int error);
        Marshal.SetLastPInvokeError(SystemCallNumber.AreKnown ? error : ErrorNumber.NotImplemented);
        if (home.IsInvalid || !SystemCallNumber.AreKnown)
        {
            return new SafeFileHandle();
        }

        using var plan = new CallPlan();
        Enter(plan, network);
        int socket = plan.Add("make a socket", new CallStep { Number = SystemCallNumber.Socket, First = family, Second = type, Third = protocol });
        plan.BeginRestoring();
        Enter(plan, home);
        bool isDone = plan.Run(Limit);
        CallStep made = plan.StepAt(socket);
        Marshal.SetLastPInvokeError(made.IsDone ? made.Error : plan.StepAt(0).Error);
        return isDone && made is { IsDone: true, Error: 0 } ? new SafeFileHandle(made.Result, ownsHandle: true) : new SafeFileHandle();
    }

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static extern SafeFileHandle OpenSocket(int family, int type, int protocol);
}
