using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>The checks of a change: beforehand where they can, else in place.</summary>
/// <param name="request">The change.</param>
/// <param name="survey">Its files.</param>
internal sealed class ChangeChecks(ChangeRequest request, Survey survey)
{
    private readonly List<IConfigurationCheck> _pending = [];
    private readonly List<ChangeCheck> _results = [];

    /// <summary>True when some can only check what is in place.</summary>
    public bool ArePending => _pending.Count > 0;

    /// <summary>What those gave that were asked last; null when none was.</summary>
    public ChangeCheck? Result => ChangeCheck.Join(_results);

    /// <summary>What those gave that failed; null when none did.</summary>
    public ChangeCheck? Failed => Result is { Passed: false } failed ? failed : null;

    /// <summary>The first program that could not be asked though the change is forced, and why, a sentence; null when each gave its word.</summary>
    public string? Unasked { get; private set; }

    /// <summary>Asks those that can check before anything is in place.</summary>
    /// <exception cref="ChangeException">One failed.</exception>
    public void Beforehand(CancellationToken cancellationToken)
    {
        _results.Clear();
        IReadOnlyList<StagedFile> files = survey.ForChecks();
        foreach (IConfigurationCheck check in request.Checks)
        {
            if (Ask(check, () => check.CheckBeforehand(files, cancellationToken)) is { } result)
            {
                Add(check, result with { IsTestedBeforehand = true });
            }
            else
            {
                _pending.Add(check);
            }
        }
    }

    /// <summary>Asks those that could not.</summary>
    /// <exception cref="ChangeException">One failed.</exception>
    public void Installed(CancellationToken cancellationToken)
    {
        _results.Clear();
        foreach (IConfigurationCheck check in _pending)
        {
            Add(check, Ask(check, () => check.CheckInstalled(cancellationToken))! with { IsTestedBeforehand = false });
        }
    }

    /// <summary>Asks whether the programs take what is in place; null when they do, else why not, the end of a sentence.</summary>
    public string? RefuseInPlace()
    {
        foreach (IConfigurationCheck check in request.Checks)
        {
            try
            {
                if (Ask(check, () => check.CheckInstalled(CancellationToken.None)) is { } result && (!result.Passed || result.IsForced))
                {
                    return $"{SafeText.Escape(check.Name)} does not accept what is in place now: {string.Join("; ", result.Diagnostics.Select(diagnostic => diagnostic.ToString()))}";
                }
            }
            catch (ChangeException exception)
            {
                return exception.Failure.Problem;
            }
        }

        return null;
    }

    private void Add(IConfigurationCheck check, ChangeCheck result)
    {
        _results.Add(result);
        if (result.IsForced)
        {
            Unasked ??= $"{SafeText.Escape(check.Name)} could not be asked ({string.Join("; ", result.Diagnostics.Select(diagnostic => diagnostic.Message))}).";
        }

        if (result.Passed)
        {
            return;
        }

        bool isOfFiles = survey.Targets.Count > 0;
        ConfigurationDiagnostic? worst = result.Diagnostics.OrderByDescending(diagnostic => diagnostic.Severity).FirstOrDefault();
        throw new ChangeException(new ChangeFailure(
            ChangeFailureReason.CheckFailed,
            worst?.Path ?? survey.Targets.FirstOrDefault()?.RealPath,
            $"{SafeText.Escape(check.Name)} refuses the {(isOfFiles ? "new configuration" : "configuration as it is")}{(worst is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $": {worst}"))}.",
            worst?.Advice ?? (isOfFiles ? "The files are as before. If the old configuration is refused too, mend that first." : "Nothing was done. Mend that first.")));
    }

    // Checks are others' code: whatever it throws, the files are put back.
    private ChangeCheck? Ask(IConfigurationCheck check, Func<ChangeCheck?> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ChangeException))
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.CheckFailed,
                survey.Targets.FirstOrDefault()?.RealPath,
                $"{SafeText.Escape(check.Name)} could not be asked: {SafeText.Escape(exception.Message)}",
                "See whether it runs by hand."));
        }
    }
}
