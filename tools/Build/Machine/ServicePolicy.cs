namespace Nginx502.Build.Machine;

/// <summary>
/// While it lives, packages that are installed start no service: the tests start their own, on their own ports. Debian
/// asks /usr/sbin/policy-rc.d before it starts anything (invoke-rc.d(8), deb-systemd-invoke(1p)); 101 forbids it.
/// </summary>
internal sealed class ServicePolicy : IDisposable
{
    private const string Helper = "/usr/sbin/policy-rc.d";

    private readonly bool _isOurs;

    /// <summary>Forbids services to start, unless this machine has a policy of its own.</summary>
    public ServicePolicy()
    {
        try
        {
            using (var helper = new StreamWriter(new FileStream(Helper, FileMode.CreateNew)))
            {
                helper.Write("#!/bin/sh\nexit 101\n");
            }

            _isOurs = true;
            File.SetUnixFileMode(Helper, (UnixFileMode)0b111_101_101);
        }
        catch (IOException) when (File.Exists(Helper))
        {
            // There is a policy, and it is the machine's to say.
        }
    }

    /// <summary>Takes our policy away.</summary>
    public void Dispose()
    {
        if (_isOurs)
        {
            File.Delete(Helper);
        }
    }
}
