using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Words about host names and their answers.</summary>
internal static class NameText
{
    /// <summary>What an answer gave, for the middle of a sentence.</summary>
    public static string Gave(IEnumerable<string> addresses) => string.Join(", ", addresses);

    /// <summary>What became of a question, for the middle of a sentence.</summary>
    /// <param name="status">What became of it.</param>
    /// <param name="timeout">How long was waited.</param>
    public static string Became(NameAnswerStatus status, TimeSpan timeout) => status switch
    {
        NameAnswerStatus.Answered => "answers",
        NameAnswerStatus.NoAddress => "knows the name, and no address of it",
        NameAnswerStatus.NoSuchName => "does not know the name (NXDOMAIN)",
        NameAnswerStatus.ServerFailure => "could not find out (SERVFAIL)",
        NameAnswerStatus.Refused => "refuses to answer (REFUSED)",
        NameAnswerStatus.TimedOut => string.Create(CultureInfo.InvariantCulture, $"gave no answer within {timeout.TotalSeconds:0.###} s"),
        NameAnswerStatus.Unreachable => "is not reached: nothing listens there, or no way leads there",
        _ => "gave an answer that could not be used",
    };

    /// <summary>What nginx writes into its error log for it (nginx: src/core/ngx_resolver.c, ngx_resolver_strerror).</summary>
    public static string Logged(NameAnswerStatus status) => status switch
    {
        NameAnswerStatus.ServerFailure => "2: Server failure",
        NameAnswerStatus.Refused => "5: Operation refused",
        NameAnswerStatus.TimedOut or NameAnswerStatus.Unreachable => "110: Operation timed out",
        _ => "3: Host not found",
    };

    /// <summary>How long, for the middle of a sentence.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    /// <summary>The line of /etc/hosts that is missing, with an address of some other source.</summary>
    public static Remedy AddHost(NginxNameFacts facts, string address) => new(
        "Write the name into /etc/hosts, and have nginx ask again.",
        $"Add-GatewayHostEntry -Name {PasteText.PowerShellArgument(facts.Name)} -Address {PasteText.PowerShellArgument(address)} -Reload",
        ChangeApplies.NginxReload);

    /// <summary>Has nginx ask again.</summary>
    public static Remedy Reload { get; } = new("Reload nginx, so that it asks again.", "nginx -t && systemctl reload nginx", ChangeApplies.NginxReload);

    /// <summary>A command of this module that sets a directive where the first place leads to the name.</summary>
    public static string SetResolver(NginxNameFacts facts, string value) =>
        $"Get-NginxUpstream -Server {PasteText.PowerShellArgument(facts.Uses[0].Server)} -Location {PasteText.PowerShellArgument(facts.Uses[0].Location)} | Set-NginxUpstreamTuning -Directive @{{ resolver = {PasteText.PowerShell(value)} }} -Reload";
}
