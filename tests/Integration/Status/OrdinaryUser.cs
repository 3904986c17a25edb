using System.Runtime.InteropServices;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Status;

/// <summary>Does something as an ordinary user: on a thread of its own that gives its rights up, and then ends. Only this thread changes (man 2 setresuid, notes).</summary>
internal static class OrdinaryUser
{
    private const nuint Nobody = 65534;

    private static nint SetUsers => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 147 : 117;

    public static T Run<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                // The saved user stays root's: the runtime may have to end the thread with its rights.
                if (LabUser.IsRoot && SystemCall(SetUsers, Nobody, Nobody, 0) != 0)
                {
                    throw new InvalidOperationException($"setresuid: {Marshal.GetLastPInvokeError()}");
                }

                result = work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
            finally
            {
                _ = LabUser.IsRoot ? SystemCall(SetUsers, 0, 0, 0) : 0;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException("It failed as an ordinary user.", failure);
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern nint SystemCall(nint number, nuint real, nuint effective, nuint saved);
}
