namespace Nginx502.Build.Testing;

/// <summary>The results of several test runs, summed up.</summary>
internal sealed class TestSummary
{
    private readonly List<string> _brokenRuns = [];
    private readonly List<TestResult> _failed = [];

    /// <summary>How many tests passed.</summary>
    public int Passed { get; private set; }

    /// <summary>How many failed; a run that gave no result at all counts as one.</summary>
    public int Failed { get; private set; }

    /// <summary>How many were not run.</summary>
    public int Skipped { get; private set; }

    /// <summary>How many tests need the full pwsh and were not run for want of it.</summary>
    public int NeedPwsh { get; set; }

    /// <summary>Adds the results of a run.</summary>
    public void Add(IEnumerable<TestResult> results)
    {
        foreach (TestResult result in results)
        {
            switch (result.Outcome)
            {
                case TestOutcome.Passed:
                    Passed++;
                    break;
                case TestOutcome.Skipped:
                    Skipped++;
                    break;
                default:
                    Failed++;
                    _failed.Add(result);
                    break;
            }
        }
    }

    /// <summary>Adds results of which only the numbers are known; what failed was printed by the run itself.</summary>
    public void Add(int passed, int failed)
    {
        Passed += passed;
        Failed += failed;
    }

    /// <summary>Adds a run that did not do what it should: it crashed, or ran nothing.</summary>
    public void AddBrokenRun(string what)
    {
        Failed++;
        _brokenRuns.Add(what);
    }

    /// <summary>Prints what failed and why, and as the last line the numbers.</summary>
    public void Print(TextWriter output)
    {
        foreach (TestResult test in _failed)
        {
            output.WriteLine();
            output.WriteLine($"FAILED {test.Name}");
            output.WriteLine("  " + test.Message.ReplaceLineEndings("\n  "));
        }

        foreach (string run in _brokenRuns)
        {
            output.WriteLine();
            output.WriteLine($"FAILED {run}");
        }

        output.WriteLine();
        if (NeedPwsh > 0)
        {
            output.WriteLine($"{NeedPwsh} Pester tests need pwsh and were not run");
        }

        output.WriteLine($"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : ""));
    }
}
