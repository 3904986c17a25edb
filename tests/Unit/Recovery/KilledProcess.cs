using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Nginx502.UnitTests.Recovery;

/// <summary>A process of its own that makes a change in a lab, and kills itself with SIGKILL at a system call.</summary>
internal static class KilledProcess
{
    /// <summary>What the shell calls the end by SIGKILL; .NET gives the same.</summary>
    public const int Killed = 128 + SigKill;

    private const int SigKill = 9;

    /// <summary>Runs the process to its end.</summary>
    /// <param name="root">The directory of the lab.</param>
    /// <param name="act">What it does: "change" or "recover".</param>
    /// <param name="when">When it kills itself: "before", "after", or "within", which is in the middle of a write.</param>
    /// <param name="number">At which call, from 1.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(string root, string act, string when, int number)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet",
            ["exec", typeof(KilledProcess).Assembly.Location, root, act, when, number.ToString(CultureInfo.InvariantCulture)]);
        start.Environment["DOTNET_TieredPGO"] = "0";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>The program of this assembly when it is started by itself.</summary>
    private static int Main(string[] arguments)
    {
        var lab = new ChangeLab(arguments[0]);
        int number = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        InterceptedCalls calls = arguments[2] switch
        {
            "before" => new InterceptedCalls { Before = (at, _) => at == number ? End() : 0 },
            "within" => new InterceptedCalls { Before = (at, _) => at == number ? 1 : 0, WritesHalf = true, Half = () => End() },
            _ => new InterceptedCalls { After = (at, _) => EndAt(at == number) },
        };
        if (arguments[1] == "recover")
        {
            return new ChangeJournal(calls, lab.State).Recover("Get-GatewayChange", TimeSpan.FromSeconds(30)).Failure is null ? 0 : 1;
        }

        ChangeRequest request = lab.Both(new FakeCheck { IsBeforehand = arguments[1] == "change" }, new FakeActivation(lab.Pool));
        return lab.Transaction(calls).Run(request).State == ChangeState.Committed ? 0 : 1;
    }

    private static void EndAt(bool isThere)
    {
        if (isThere)
        {
            End();
        }
    }

    private static int End()
    {
        _ = Kill(Environment.ProcessId, SigKill);
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
