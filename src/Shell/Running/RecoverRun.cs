using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Nginx502.Shell.CommandLine;

namespace Nginx502.Shell.Running;

/// <summary>A run of the monitor: a recovery by the module's own core, and no engine for it.</summary>
internal static class RecoverRun
{
    private const string Core = "Nginx502.Core";

    /// <summary>Runs it.</summary>
    /// <param name="words">What follows the option.</param>
    /// <returns>The exit code of the program.</returns>
    /// <exception cref="UsageException">The words make no sense.</exception>
    public static int Run(IReadOnlyList<string> words)
    {
        try
        {
            string module = Path.GetDirectoryName(ModuleLocation.FindManifest())!;

            // The program has no copy of what belongs to the module.
            AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == Core ? context.LoadFromAssemblyPath(Path.Combine(module, "bin", "net8.0", Core + ".dll")) : null;
            return Recover(words);
        }
        catch (FileNotFoundException missing)
        {
            Console.Error.WriteLine($"nginx502: {missing.Message}");
            return ExitCodes.CannotStart;
        }
    }

    // Apart: what names types of the core is compiled once it can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Recover(IReadOnlyList<string> words)
    {
        using var stop = new CancellationTokenSource();
        using var signals = new StopSignals(stop.Cancel, () => false);
        try
        {
            return MonitorRun.Parse(words).Run(Console.Out, Console.Error, stop.Token);
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        catch (OperationCanceledException) when (signals.ExitCode is int ended)
        {
            return ended;
        }
    }
}
