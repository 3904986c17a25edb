using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>A package manager that is at work: it may stop the services whose files it replaces, and starts them then when it is done.</summary>
internal static class PackageWork
{
    private const string Source = "package manager";

    /// <summary>What is to be done while one is at work, or the machine starts or stops.</summary>
    /// <param name="work">The package manager; null when none is at work.</param>
    /// <param name="isRepeated">True when a later run looks again.</param>
    public static Remedy ComeToItsEnd(PackageManagerWork? work, bool isRepeated) => new(
        $"{(work is null ? "Let that" : "See whether it works or waits for an answer, and let it")} come to its end before anything is started{(isRepeated ? "; a later run mends what is broken then" : string.Empty)}.",
        work?.ProcessId is { } process ? string.Create(CultureInfo.InvariantCulture, $"ps -o pid,ppid,stat,etime,args -p {process}") : null);

    /// <summary>What does not run, with who may have stopped it.</summary>
    /// <param name="finding">That a service does not run.</param>
    /// <param name="work">The package manager; null when none is at work.</param>
    public static Finding Of(Finding finding, PackageManagerWork? work) => work is null ? finding : finding with
    {
        Explanation = $"{finding.Explanation} A package manager is at work: it may have stopped it to replace its files, and starts it then when it is done.",
        Evidence = [new FindingEvidence(Source, work.ToString()), .. finding.Evidence],
        Remedies = [ComeToItsEnd(work, isRepeated: false), .. finding.Remedies],
    };
}
