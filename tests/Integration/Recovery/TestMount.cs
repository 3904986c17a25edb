using System.Diagnostics;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>Something mounted for a test, where this process may do that.</summary>
internal sealed class TestMount : IDisposable
{
    private readonly string _target;

    private TestMount(string target, bool isMounted) => (_target, IsMounted) = (target, isMounted);

    /// <summary>False where this process may not mount: as an ordinary user, and as root of many containers.</summary>
    public bool IsMounted { get; }

    /// <summary>Mounts with the arguments of mount(8), the last of which is the place.</summary>
    public static TestMount Make(params string[] arguments) => new(arguments[^1], Run("mount", arguments) == 0);

    public void Dispose()
    {
        if (IsMounted)
        {
            Assert.Equal(0, Run("umount", [_target]));
        }
    }

    /// <summary>Runs a program, and gives its exit code.</summary>
    public static int Run(string program, IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
