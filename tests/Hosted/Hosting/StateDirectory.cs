using System.Globalization;
using System.Runtime.CompilerServices;

namespace Nginx502.HostedTests.Hosting;

/// <summary>Where the journal of this test run is: never that of the machine. Root's lies where root alone can write, as it must.</summary>
internal static class StateDirectory
{
    private const string Prefix = "nginx502-test-";

    private static readonly string Parent = Environment.IsPrivilegedProcess ? "/var/lib" : Path.GetTempPath();

    /// <summary>Names it to the module before the first session is opened.</summary>
    [ModuleInitializer]
    internal static void Use()
    {
        DeleteLeftovers();
        Environment.SetEnvironmentVariable("NGINX502_STATE_DIRECTORY", RunDirectories.Add(Path.Combine(Parent, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture))));
    }

    // A run that was killed cleans nothing up.
    private static void DeleteLeftovers()
    {
        foreach (string directory in Directory.GetDirectories(Parent, Prefix + "*"))
        {
            string owner = Path.GetFileName(directory)[Prefix.Length..];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out _) && !Directory.Exists("/proc/" + owner))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }
}
