namespace Nginx502.UnitTests.Recovery;

/// <summary>A reload that does what it is told, and remembers what the files held at that moment.</summary>
internal sealed class FakeActivation(params string[] files) : IChangeActivation
{
    public string Name => "reload of php-fpm";

    public string? Disruption => "all pools of the master are stopped and started";

    public ActivationResult Result { get; init; } = new(true);

    public VerificationResult Verified { get; init; } = new(true);

    /// <summary>Why it cannot be done.</summary>
    public string? Refusal { get; init; }

    public Action? During { get; init; }

    /// <summary>What the files held each time.</summary>
    public List<string> Loaded { get; } = [];

    public string? Refuse(IReadOnlyList<StagedFile> files) => Refusal;

    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        Loaded.Add(string.Concat(files.Select(File.ReadAllText)));
        During?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        return Result;
    }

    public VerificationResult Verify(CancellationToken cancellationToken) => Verified;
}
