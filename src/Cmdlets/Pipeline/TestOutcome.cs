using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Writes what Test-* cmdlets give: result objects, or with -Quiet exactly one Boolean, true only if something was tested and all of it passed.</summary>
internal static class TestOutcome
{
    /// <summary>Tests each subject and writes the outcome.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="isQuiet">-Quiet.</param>
    /// <param name="subjects">What is tested.</param>
    /// <param name="test">Tests one.</param>
    /// <param name="passed">Tells whether a result is good.</param>
    /// <param name="untilStopped">Ends quietly on Ctrl+C.</param>
    public static void Write<TSubject, TResult>(
        PSCmdlet cmdlet, bool isQuiet, IReadOnlyList<TSubject> subjects, Func<TSubject, TResult> test, Func<TResult, bool> passed, Action<Action> untilStopped)
    {
        bool hasPassed = subjects.Count > 0;
        untilStopped(() =>
        {
            foreach (TSubject subject in subjects)
            {
                TResult result = test(subject);
                hasPassed &= passed(result);
                if (!isQuiet)
                {
                    cmdlet.WriteObject(result);
                }
            }
        });
        if (isQuiet)
        {
            cmdlet.WriteObject(hasPassed);
        }
    }
}
