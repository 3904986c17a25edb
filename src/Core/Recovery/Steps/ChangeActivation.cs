namespace Nginx502.Recovery;

/// <summary>Makes the programs take the files of a change up. Activations are others' code: whatever it throws, the files are put back.</summary>
/// <param name="activation">The activation.</param>
/// <param name="advice">What to do when it failed.</param>
internal sealed class ChangeActivation(IChangeActivation activation, string advice = ChangeActivation.WasPutBack)
{
    private const string WasPutBack = "The files were put back. See what the program logged at that time, and try again.";

    private readonly string _name = SafeText.Escape(activation.Name);

    /// <summary>Asks whether it can be done, before any file is replaced.</summary>
    /// <param name="files">The files that are yet to be put in place.</param>
    /// <exception cref="ChangeException">It cannot be done now.</exception>
    public void RequirePossible(IReadOnlyList<StagedFile> files)
    {
        if (Guard(() => activation.Refuse(files), ChangeFailureReason.ActivationFailed) is { } refusal)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.ActivationFailed, null, $"The {_name} cannot be done now: {refusal}", "No file was changed. Mend that first, or make the change without a reload."));
        }
    }

    /// <summary>Activates, and verifies.</summary>
    /// <param name="hasActed">Becomes true when the programs were told, or may have been.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChangeException">It failed, or the change is not in effect.</exception>
    public VerificationResult Run(ref bool hasActed, CancellationToken cancellationToken)
    {
        hasActed = true;
        ActivationResult result = Guard(() => activation.Activate(cancellationToken), ChangeFailureReason.ActivationFailed);
        hasActed = result.HasActed;
        if (!result.Succeeded)
        {
            throw Failed(ChangeFailureReason.ActivationFailed, $"The {_name} failed: {result.Problem ?? "it did not say why."}");
        }

        VerificationResult verified = Guard(() => activation.Verify(cancellationToken), ChangeFailureReason.NotInEffect);
        return verified.IsInEffect != false
            ? verified
            : throw Failed(ChangeFailureReason.NotInEffect, $"After the {_name} the change is not in effect: {verified.Problem ?? "it did not say why."}");
    }

    /// <summary>Activates again after the files were put back; adds to the failure what comes of it.</summary>
    /// <param name="failure">Why they were put back.</param>
    /// <param name="isBack">True when the programs have the old files again.</param>
    public ChangeFailure Again(ChangeFailure failure, out bool isBack)
    {
        string? problem;
        try
        {
            ActivationResult result = activation.Activate(CancellationToken.None);
            problem = result.Succeeded ? null : result.Problem ?? "it did not say why.";
        }
        catch (Exception exception)
        {
            problem = SafeText.Escape(exception.Message);
        }

        isBack = problem is null;
        return isBack ? failure : failure with
        {
            Problem = $"{failure.Problem} The files were put back, but the {_name} for the old ones failed too: {problem}",
            Advice = $"Do the {_name} by hand, and see what the program says. {failure.Advice}",
        };
    }

    /// <summary>Adds to the failure that the programs were left as they are after files were put back.</summary>
    /// <param name="failure">Why they were put back.</param>
    /// <param name="reason">Why nothing was activated again, the end of a sentence.</param>
    public ChangeFailure NotAgain(ChangeFailure failure, string reason) => failure with
    {
        Problem = $"{failure.Problem} The {_name} was not done again, since {reason}.",
    };

    /// <summary>What is said where a program could not be asked: none is made to read what it may refuse.</summary>
    /// <param name="unasked">Which, and why.</param>
    public string NotDone(string unasked) => $"The {_name} was not done, though the change was forced: {unasked} {ByHand}";

    /// <summary>What is left to a person once the files are right.</summary>
    public string ByHand => $"Once the programs accept the files (nginx -t, php-fpm -t), do the {_name} by hand.";

    private T Guard<T>(Func<T> ask, ChangeFailureReason reason)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ChangeException))
        {
            throw Failed(reason, $"The {_name} failed: {SafeText.Escape(exception.Message)}");
        }
    }

    private ChangeException Failed(ChangeFailureReason reason, string problem) => new(new ChangeFailure(reason, null, problem, advice));
}
