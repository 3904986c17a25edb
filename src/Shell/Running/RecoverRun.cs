using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Nginx502.Shell.CommandLine;

namespace Nginx502.Shell.Running;

/// <summary>A run of the monitor: a recovery by the module's own core, and no engine for it.</summary>
internal static class RecoverRun
{
    // Never disposed of: a signal may come while the program ends.
    private static readonly CancellationTokenSource Stop = new();

    /// <summary>Runs it.</summary>
    /// <param name="words">What follows the option.</param>
    /// <returns>The exit code of the program.</returns>
    /// <exception cref="UsageException">The words make no sense.</exception>
    public static int Run(IReadOnlyList<string> words)
    {
        try
        {
            // The program has no copy of what belongs to the module. What was loaded is found by its name from then on.
            _ = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(ModuleLocation.FindManifest())!, "bin", "net8.0", "Nginx502.Core.dll"));
        }
        catch (Exception missing) when (missing is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            Console.Error.WriteLine($"nginx502: {missing.Message}");
            return ExitCodes.CannotStart;
        }

        return Recover(words);
    }

    // Apart: what names types of the core is compiled once that is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Recover(IReadOnlyList<string> words)
    {
        using var signals = new StopSignals(Stop.Cancel, () => false);
        try
        {
            return MonitorRun.Parse(words).Run(Console.Out, Console.Error, Stop.Token);
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        catch (OperationCanceledException) when (signals.ExitCode is int ended)
        {
            Console.Error.WriteLine("nginx502: the recovery was stopped by a signal; a step that it had begun came to its end, or was taken back.");
            return ended;
        }
    }
}
