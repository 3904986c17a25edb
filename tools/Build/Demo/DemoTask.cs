using System.Runtime.InteropServices;
using Nginx502.Build.Machine;
using Nginx502.Build.Tasks;
using Nginx502.Lab;

namespace Nginx502.Build.Demo;

/// <summary>Breaks a real nginx and php-fpm on purpose, and shows each error as the cmdlets see it, and how they mend what two files disagree on.</summary>
internal sealed class DemoTask : IBuildTask
{
    /// <summary>The exit code of a program that Ctrl+C ended (128 and the number of SIGINT).</summary>
    private const int Interrupted = 130;

    private static readonly PosixSignal[] EndingSignals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <inheritdoc/>
    public string Name => "Demo";

    /// <inheritdoc/>
    public string Summary => "starts a real nginx and php-fpm, breaks them, shows what the cmdlets say, and mends their configuration";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
        {
            throw new BuildException("Demo takes no arguments.", BuildException.CannotStart);
        }

        DebianPackages.Require(() => LabProgram.AreInstalled, "nginx-light", "php-fpm");
        new BuildTask().Run(repository, []);
        using CancellationTokenSource ending = new();
        List<PosixSignalRegistration> signals = [.. EndingSignals.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            // Not at once: the servers are stopped and their directory is removed first.
            context.Cancel = true;
            ending.Cancel();
        }))];
        try
        {
            using var demonstration = new Demonstration(repository);
            demonstration.RunAsync(ending.Token).GetAwaiter().GetResult();
            Console.WriteLine("""
                Both servers are stopped now, and their directory is removed. On a server with
                nginx the same works without any argument:

                  output/Shell/nginx502 -Command Get-NginxUpstreamError
                """);
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine();
            Console.WriteLine("Stopped. Both servers are stopped, and their directory is removed.");
            return Interrupted;
        }
        catch (LabException failure)
        {
            throw new BuildException(failure.Message);
        }
        finally
        {
            signals.ForEach(registration => registration.Dispose());
        }
    }
}
