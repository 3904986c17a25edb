using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>Reloads the real nginx of a site, and asks the site as a visitor does whether the change is in effect.</summary>
internal sealed class NginxReload(LabSite site, string path) : IChangeActivation
{
    public string Name => "reload of nginx";

    public string? Disruption => null;

    public int Times { get; private set; }

    public string? Refuse(IReadOnlyList<StagedFile> files) => null;

    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        Times++;
        site.Nginx.ReloadAsync().GetAwaiter().GetResult();
        return new ActivationResult(true);
    }

    public VerificationResult Verify(CancellationToken cancellationToken)
    {
        int status = site.GetAsync(path, leave: cancellationToken).GetAwaiter().GetResult().Status;
        return new VerificationResult(status == 200, $"{path} answers {status}.");
    }
}
