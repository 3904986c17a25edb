using System.Globalization;
using Nginx502.Inspection;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Adds the rules of a change to the firewall, and takes them away.</summary>
/// <param name="programs">Runs the tools.</param>
/// <param name="rule">The rules.</param>
internal sealed class FirewallRules(IPrograms programs, JournalRuleLine rule)
{
    // ufw loads all its rules anew, which takes seconds where there are many.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Adds them.</summary>
    /// <exception cref="ChangeException">A program failed.</exception>
    public void Add(CancellationToken cancellationToken)
    {
        foreach (JournalCommandLine command in rule.Commands)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Run(command) is { } problem)
            {
                throw Failed(problem);
            }
        }
    }

    /// <summary>Takes them away; those that are gone already are left.</summary>
    /// <returns>What went wrong, a sentence; null when nothing did.</returns>
    public string? Remove()
    {
        if (rule.IsFoundByMark)
        {
            return RemoveByMark();
        }

        // A rule that is not there is no failure: iptables says so by 1, ufw by a text, firewalld by a warning.
        string? problem = null;
        foreach (JournalCommandLine command in rule.UndoCommands)
        {
            string? said = Run(command);
            problem ??= said is null || IsAbsence(said) ? null : said;
        }

        return problem;
    }

    /// <summary>The program that lists and changes rules of nftables.</summary>
    public static string? Nft => FirewallPrograms.Find("nft");

    private static bool IsAbsence(string said) =>
        said.Contains("does a matching rule exist", StringComparison.OrdinalIgnoreCase) || said.Contains("Bad rule", StringComparison.OrdinalIgnoreCase)
        || said.Contains("non-existent rule", StringComparison.OrdinalIgnoreCase) || said.Contains("NOT_ENABLED", StringComparison.Ordinal);

    private string? RemoveByMark()
    {
        if (Nft is not { } nft)
        {
            return "The program nft is not installed.";
        }

        ProgramResult? listed = programs.Run(new ProgramRequest(nft, ["-j", "list", "ruleset"]) { MaximumOutputBytes = int.MaxValue / 2, Timeout = Patience }, out string? problem, CancellationToken.None);
        if (listed is not { ExitCode: 0 } || new NftRuleSetParser(NftRuleTexts.Empty).Parse(listed.Output) is not { } rules)
        {
            return $"The rules could not be listed{(problem is null ? string.Empty : $": {problem}")}.";
        }

        foreach ((FirewallTable table, FirewallChain chain, FirewallRule found) in rules.Tables
            .SelectMany(table => table.Chains.SelectMany(chain => chain.Rules.Where(found => found.Comment == rule.Mark && found.Handle is not null).Select(found => (table, chain, found)))))
        {
            string handle = found.Handle!.Value.ToString(CultureInfo.InvariantCulture);
            if (Run(new JournalCommandLine(nft, ["delete", "rule", table.Family, table.Name, chain.Name, "handle", handle])) is { } failed)
            {
                return failed;
            }
        }

        return null;
    }

    // Never broken off in the middle: a tool that is killed may leave half of a rule set.
    private string? Run(JournalCommandLine command)
    {
        ProgramResult? result = programs.Run(new ProgramRequest(command.Program, command.Arguments) { Timeout = Patience }, out string? problem, CancellationToken.None);
        if (result is null)
        {
            return problem + ".";
        }

        string said = (SafeText.Decode(result.Error) + " " + SafeText.Decode(result.Output)).Replace("\\n", " ", StringComparison.Ordinal).Trim();
        return result.IsTimedOut ? $"'{command.ToText()}' did not end within {Patience.TotalSeconds} s."
            : result.ExitCode != 0 ? $"'{command.ToText()}' failed with {result.ExitCode}: {said}"
            : null;
    }

    private static ChangeException Failed(string problem) => new(new ChangeFailure(
        ChangeFailureReason.FirewallCommandFailed, null, problem, "See what it says; the firewall is as it was before."));
}
