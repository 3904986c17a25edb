namespace Nginx502.Diagnosis;

/// <summary>A cause that nginx's own lines tell, endpoint by endpoint: what it is, when it goes on, and what mends it, is said by the rule of each cause.</summary>
/// <param name="cause">The cause.</param>
/// <param name="symptoms">What the lines show.</param>
internal abstract class SymptomRule(Cause cause, params Symptom[] symptoms) : IDiagnosisRule
{
    /// <summary>The status that visitors get for it.</summary>
    protected virtual int? Status => 502;

    /// <summary>How bad it is.</summary>
    protected virtual Severity SeverityOf(ErrorEvidence[] errors) => Severity.Error;

    /// <summary>How sure it is.</summary>
    protected virtual Confidence Confidence => Confidence.Certain;

    /// <summary>Why.</summary>
    protected virtual string ConfidenceReason => "nginx itself says so.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<(FpmEndpoint? Endpoint, string? Upstream), ErrorEvidence> group in context.Showing(symptoms).Where(error => Concerns(context, error)).GroupBy(error => (error.Endpoint, error.Endpoint is null ? error.Upstream : null)))
        {
            ErrorEvidence[] errors = [.. group];
            DiagnosedEndpoint? endpoint = context.EndpointOf(group.Key.Endpoint);

            // Whether it goes on is told by the times of lines alone.
            bool isTimeCertain = errors.All(error => error.IsTimeCertain);
            var finding = new Finding
            {
                Cause = cause,
                Severity = SeverityOf(errors),
                Confidence = !isTimeCertain && Confidence == Confidence.Certain ? Confidence.Likely : Confidence,
                ConfidenceReason = isTimeCertain ? ConfidenceReason : $"{ConfidenceReason} The zone of the log's times is not known, and this machine's was assumed.",
                IsPresent = GoesOn(context, endpoint, errors),
                Status = Status,
                Endpoint = group.Key.Endpoint ?? UpstreamText.Endpoint(group.Key.Upstream),
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Explanation = Explain(context, endpoint, errors),
                Evidence = [.. Facts(context, endpoint, errors)],
                Remedies = [.. Mend(context, endpoint, errors)],
            };
            yield return FindingText.WithErrors(Complete(context, endpoint, errors, finding), errors);
        }
    }

    /// <summary>True when lines are of this cause; false leaves them to another rule.</summary>
    protected virtual bool Concerns(DiagnosisContext context, ErrorEvidence error) => true;

    /// <summary>True while it goes on: as the lines come, until nginx loads another configuration.</summary>
    protected virtual bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => context.GoesOn(errors, context.NginxLoadedAt);

    /// <summary>What the configuration and the machine say to it.</summary>
    protected virtual IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => [];

    /// <summary>What is wrong and why.</summary>
    protected abstract string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors);

    /// <summary>What mends it, in order.</summary>
    protected abstract IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors);

    /// <summary>The finding with what concerns several parts of it.</summary>
    protected virtual Finding Complete(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors, Finding finding) => finding;
}
