using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Nginx502.Fpm;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Fpm;

/// <summary>What the real php-fpm says of a configuration, and what ours does. All texts are raw: a character is a byte.</summary>
internal static partial class FpmJudgement
{
    private static readonly string Program = LabProgram.PhpFpm[0];

    private static readonly Lazy<string> Version = new(() => VersionNumber().Match(Run([Program, "-n", "-v"], "/", new Dictionary<string, string>()).Output).Groups[1].Value);

    /// <summary>Lets php-fpm test a configuration and print it.</summary>
    /// <param name="path">The main file.</param>
    /// <param name="prefix">Its -p: everything that it writes is below.</param>
    /// <param name="environment">Its environment.</param>
    /// <returns>Whether it passes, all that was printed, and the dump alone.</returns>
    public static (bool Passes, string Printed, string Dump) OfPhpFpm(string path, string prefix, IReadOnlyDictionary<string, string> environment)
    {
        (int code, string output) = Run([Program, "-n", "-tt", "-y", path, "-p", prefix], prefix, environment);
        string printed = Stamp().Replace(output, "");
        string plain = Level().Replace(printed, "");
        int start = plain.IndexOf("[global]\n\tpid = ", StringComparison.Ordinal);
        int end = plain.LastIndexOf("configuration file", StringComparison.Ordinal);
        string dump = start < 0 || end < 0 ? string.Empty : plain[start..end].TrimEnd('\n', ' ');

        // A level that no line sets has no name in the dump; it is notice.
        return (code == 0, printed, dump.Replace("\tlog_level = unknown value", "\tlog_level = NOTICE", StringComparison.Ordinal));
    }

    /// <summary>Reads a configuration as that php-fpm does.</summary>
    public static FpmConfiguration Ours(string path, string prefix, IReadOnlyDictionary<string, string> environment) => FpmConfiguration.Read(path, new FpmReadOptions
    {
        Prefix = prefix,
        Environment = environment,
        IniValues = new Dictionary<string, string>(),
        PhpVersion = Version.Value,
        RunsAsRoot = Environment.IsPrivilegedProcess,
    });

    /// <summary>Prints a configuration as php-fpm does.</summary>
    public static string Dump(FpmConfiguration configuration)
    {
        var text = new StringBuilder();
        foreach (FpmSection section in configuration.PoolSections.Prepend(configuration.GlobalSection))
        {
            text.Append('[').Append(section.Name).Append("]\n");
            foreach (FpmDirective directive in section.Directives.Where(directive => directive.Name != "apparmor_hat"))
            {
                string? value = section.EffectiveAt(directive.Ordinal);
                text.Append('\t').Append(directive.Name).Append(" = ").Append(value is null ? "undefined" : FpmSettings.Printed(directive, value)).Append('\n');
                if (directive.Name == "access.format")
                {
                    Append(text, section.SuppressedPaths);
                }
            }

            Append(text, section.Environment);
            Append(text, section.PhpValues);
            Append(text, section.PhpAdminValues);
            text.Append(" \n");
        }

        return text.ToString().TrimEnd('\n', ' ');
    }

    // php-fpm puts each in front of those before it.
    private static void Append(StringBuilder text, List<FpmAssignment> assignments)
    {
        foreach (FpmAssignment assignment in assignments.AsEnumerable().Reverse())
        {
            text.Append('\t').Append(assignment.SettingName).Append(" = ").Append(assignment.Value).Append('\n');
        }
    }

    private static (int Code, string Output) Run(string[] command, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory, StandardErrorEncoding = Encoding.Latin1 };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new LabException($"{command[0]} was not started.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        if (!process.WaitForExit(Patience.Limit))
        {
            process.Kill();
            throw new LabException($"{string.Join(' ', command)} did not end.");
        }

        return (process.ExitCode, output.Result + errors);
    }

    [GeneratedRegex(@"^\[\d\d-\w{3}-\d{4} \d\d:\d\d:\d\d(\.\d+)?\] ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^(NOTICE: (pid \d+, \w+\(\), line \d+: )?|\[NOTICE\] )", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Level();

    [GeneratedRegex(@"^PHP (\d+\.\d+\.\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VersionNumber();
}
