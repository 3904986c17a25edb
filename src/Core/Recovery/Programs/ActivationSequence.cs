namespace Nginx502.Recovery;

/// <summary>Several activations, one after the other: php-fpm first where nginx is to find its new sockets.</summary>
/// <param name="activations">The activations, in order.</param>
internal sealed class ActivationSequence(IReadOnlyList<IChangeActivation> activations) : IChangeActivation
{
    /// <inheritdoc/>
    public string Name => string.Join(" and ", activations.Select(activation => activation.Name));

    /// <inheritdoc/>
    public string? Disruption => string.Join(' ', activations.Select(activation => activation.Disruption).OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <inheritdoc/>
    public string? Refuse(IReadOnlyList<StagedFile> files) => activations.Select(activation => activation.Refuse(files)).FirstOrDefault(refusal => refusal is not null);

    /// <inheritdoc/>
    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        // One that acted is not to be left alone with it.
        if (Refuse([]) is { } refusal)
        {
            return new ActivationResult(Succeeded: false, HasActed: false, refusal);
        }

        bool hasActed = false;
        foreach (IChangeActivation activation in activations)
        {
            ActivationResult result = activation.Activate(cancellationToken);
            hasActed |= result.HasActed;
            if (!result.Succeeded)
            {
                return result with { HasActed = hasActed };
            }
        }

        return new ActivationResult(Succeeded: true, hasActed);
    }

    /// <inheritdoc/>
    public VerificationResult Verify(CancellationToken cancellationToken)
    {
        VerificationResult[] results = [.. activations.Select(activation => activation.Verify(cancellationToken))];
        return results.FirstOrDefault(result => result.IsInEffect == false)
            ?? results.FirstOrDefault(result => result.IsInEffect is null)
            ?? new VerificationResult(IsInEffect: true);
    }
}
