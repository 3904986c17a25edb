using System.Runtime.CompilerServices;

namespace Nginx502.HostedTests.Hosting;

/// <summary>Where the journal of this test run is: never that of the machine. Root's lies where root alone can write, as it must.</summary>
internal static class StateDirectory
{
    /// <summary>Names it to the module before the first session is opened.</summary>
    [ModuleInitializer]
    internal static void Use() => Environment.SetEnvironmentVariable(
        "NGINX502_STATE_DIRECTORY",
        RunDirectories.Add(Path.Combine(Environment.IsPrivilegedProcess ? "/var/lib" : Path.GetTempPath(), $"nginx502-test-{Environment.ProcessId}")));
}
