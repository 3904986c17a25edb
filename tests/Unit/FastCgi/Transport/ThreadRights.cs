using System.Runtime.InteropServices;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>Runs something on a thread of its own that has an ordinary user's rights on files; root alone needs to take them.</summary>
internal static class ThreadRights
{
    private const uint Nobody = 65534;

    public static T RunAsOrdinaryUser<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                // For this thread alone; the kernel takes away root's rights on files with it (man 2 setfsuid).
                _ = SetFileUser(Environment.IsPrivilegedProcess ? Nobody : uint.MaxValue);
                result = work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException("It failed on its thread.", failure);
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileUser(uint userId);
}
