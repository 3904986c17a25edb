using System.Runtime.CompilerServices;

namespace Nginx502.HostedTests.Hosting;

/// <summary>Where the journal of this test run is: never that of the machine. Root's lies where root alone can write, as it must.</summary>
public static class StateDirectory
{
    /// <summary>Its path.</summary>
    public static string Path { get; } = System.IO.Path.Combine(
        Environment.IsPrivilegedProcess ? "/var/lib" : System.IO.Path.GetTempPath(),
        $"nginx502-test-{Environment.ProcessId}");

    /// <summary>Names it to the module before the first session is opened.</summary>
    [ModuleInitializer]
    internal static void Use()
    {
        Environment.SetEnvironmentVariable("NGINX502_STATE_DIRECTORY", Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        };
    }
}
