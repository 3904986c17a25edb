using System.Globalization;
using System.Net;

namespace Nginx502.Diagnosis;

/// <summary>Words about host names and their answers.</summary>
internal static class NameText
{
    private const string DnsPort = "53";

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

    /// <summary>A command that asks one name server.</summary>
    /// <param name="place">The place of its answer: <c>127.0.0.1:5300</c>, <c>[::1]:53</c>, <c>dns.lan (10.0.0.2:53)</c>, or as the configuration writes it.</param>
    /// <param name="name">The name.</param>
    public static string Dig(string place, string name)
    {
        string server = place.EndsWith(')') ? place[(place.LastIndexOf('(') + 1)..^1] : place;
        (string host, string port) = (server, DnsPort);
        if (IPEndPoint.TryParse(server, out IPEndPoint? endPoint))
        {
            (host, port) = (endPoint.Address.ToString(), endPoint.Port == 0 ? DnsPort : endPoint.Port.ToString(CultureInfo.InvariantCulture));
        }
        else if (server.LastIndexOf(':') is var colon and > 0)
        {
            (host, port) = (server[..colon], server[(colon + 1)..]);
        }

        return $"dig @{PasteText.Shell(host)} {(port == DnsPort ? string.Empty : $"-p {PasteText.Shell(port)} ")}{PasteText.Shell(name)}";
    }

    /// <summary>Has nginx ask again.</summary>
    public static Remedy Reload { get; } = new("Reload nginx, so that it asks again.", CommandText.CheckAndReloadNginx, ChangeApplies.NginxReload);

    /// <summary>A command of this module that sets a directive where the first place leads to the name.</summary>
    public static string SetResolver(NginxNameFacts facts, string value) =>
        $"Get-NginxUpstream -Server {PasteText.PowerShellArgument(facts.Uses[0].Server)} -Location {PasteText.PowerShellArgument(facts.Uses[0].Location)} | Set-NginxUpstreamTuning -Directive @{{ resolver = {PasteText.PowerShell(value)} }} -Reload";
}
