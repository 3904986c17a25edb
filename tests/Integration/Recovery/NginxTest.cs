using System.Diagnostics;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>Asks the real nginx whether it takes the configuration of a site, once it is in place.</summary>
internal sealed class NginxTest(LabSite site) : IConfigurationCheck
{
    public string Name => "nginx -t";

    public ChangeCheck? CheckBeforehand(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => null;

    public ChangeCheck CheckInstalled(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(LabProgram.Nginx, ["-t", "-q", "-p", site.Directory.Path + "/", "-c", site.Nginx.ConfigurationPath, "-e", "stderr"])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new ChangeCheck(
            process.ExitCode == 0,
            false,
            process.ExitCode == 0 ? [] : [new ConfigurationDiagnostic(Severity.Error, "Refused", said.Split('\n')[0], site.Nginx.ConfigurationPath, null, Source: "nginx")]);
    }
}
