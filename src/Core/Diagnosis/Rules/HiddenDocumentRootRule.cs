namespace Nginx502.Diagnosis;

/// <summary>The sandbox of php-fpm's unit hides the files of a site from it, which nginx sees: every page of PHP is said not to be there.</summary>
internal sealed class HiddenDocumentRootRule : IDiagnosisRule
{
    private static readonly Symptom[] Symptoms = [Symptom.ScriptNotFound, Symptom.ScriptDenied];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { IsFailing: false, Service: { Unit: not null, Settings: not null } }))
        {
            foreach (string root in context.UpstreamsTo(endpoint.Endpoint).Select(upstream => upstream.DocumentRoot).OfType<string>().Distinct())
            {
                IReadOnlyList<ErrorEvidence> errors = endpoint.Showing(Symptoms);
                if (errors.Count > 0 && HiddenPath.By(endpoint.Service!.Settings!, root) is { } setting)
                {
                    yield return Hidden(context, endpoint, SafeText.Escape(root), setting, errors);
                }
            }
        }
    }

    private static Finding Hidden(DiagnosisContext context, DiagnosedEndpoint endpoint, string root, (string Name, string Value) setting, IReadOnlyList<ErrorEvidence> errors)
    {
        GatewayService service = endpoint.Service!;
        Finding finding = FindingText.WithErrors(
            new Finding
            {
                Cause = Cause.SandboxDenied,
                Severity = Severity.Error,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The unit says what it hides, and php-fpm says that the scripts are not there.",
                IsPresent = context.GoesOn(errors, context.LoadedAt(endpoint)),
                Status = 404,
                Endpoint = endpoint.Endpoint,
                Pool = endpoint.Pool?.Pool,
                ConfigurationPath = endpoint.Pool?.ConfigurationPath,
                Servers = endpoint.Servers,
                Explanation = $"The sandbox of {service.Unit} hides {root} from php-fpm ({setting.Name}={setting.Value}): nginx sees the files there, php-fpm does not, and answers that they are not there.",
                Evidence = [new FindingEvidence(FindingEvidence.Service, $"{service.Unit}: {setting.Name}={setting.Value}", Time: service.Time)],
                Remedies =
                [
                    .. UnitDropIn.Showing(service, setting, root) is { } remedy ? (Remedy[])[remedy] : [],
                    new Remedy("See which file of the unit hides it, and who meant that.", $"systemctl cat {PasteText.Shell(service.Unit!)}"),
                ],
            },
            errors);
        return finding with { Status = errors.Any(error => error.Symptom == Symptom.ScriptNotFound) ? 404 : 403 };
    }
}
