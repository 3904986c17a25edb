using System.Globalization;
using System.Text.RegularExpressions;
using Nginx502.Build.Machine;

namespace Nginx502.Build.Testing;

/// <summary>
/// The files of tests/Pester in the real pwsh with the real Pester, where both are there. Everywhere, tests/Hosted runs
/// them in the bare engine, and notes which ones it could not.
/// </summary>
internal sealed partial class PesterRun(Repository repository)
{
    private const string HasPester = "exit [int](-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.0'))";

    /// <summary>Runs them and adds their results; where that cannot be, adds how many tests need it.</summary>
    public void Run(TestSummary summary)
    {
        if (!IsPossible())
        {
            summary.NeedPwsh = NotRun();
            return;
        }

        Console.WriteLine();
        Console.WriteLine("== Pester");
        (int exitCode, string output) = new Command("pwsh", "-NoProfile", "-NonInteractive", "-File", repository.PathOf("tests", "Pester", "Run.ps1")).Capture();
        Console.Write(output);
        if (Totals().Match(output) is { Success: true } totals)
        {
            int passed = Number(totals.Groups["passed"]);
            int failed = Number(totals.Groups["failed"]);
            summary.Add(passed, failed);
            if (passed + failed > 0 && (exitCode == 0 || failed > 0))
            {
                return;
            }
        }

        summary.AddBrokenRun($"Pester: ended with exit code {exitCode}, and its totals do not say why");
    }

    private static bool IsPossible() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, "pwsh")))
        && new Command("pwsh", "-NoProfile", "-NonInteractive", "-Command", HasPester).Capture().ExitCode == 0;

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    // tests/Hosted writes it: the number, then the names.
    private int NotRun()
    {
        string file = Path.Combine(repository.Output, "pester-not-run.txt");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out int count) ? count : 0;
    }

    [GeneratedRegex(@"Tests Passed: (?<passed>\d+),.*?Failed: (?<failed>\d+)")]
    private static partial Regex Totals();
}
