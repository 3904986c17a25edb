namespace Nginx502;

/// <summary>
/// One run of a monitor under nginx502: an unattended <c>Invoke-502Recovery</c> without PowerShell's engine, whose start is most of what a healthy run costs, each minute.
/// Its words are those of the cmdlet's parameters.
/// </summary>
public sealed class MonitorRun
{
    /// <summary>The option of nginx502 that asks for it, before all others.</summary>
    public const string Option = "-Recover";

    /// <summary>The exit code of a run that could not be: neither good nor bad is known.</summary>
    public const int CouldNotRun = 2;

    private static readonly string[] Names = ["-Uri", "-NginxConfigPath", "-FpmConfigPath", "-Allow", "-Notify"];

    internal MonitorRun(RecoveryOptions options) => Options = options;

    /// <summary>What the words ask for.</summary>
    internal RecoveryOptions Options { get; }

    /// <summary>Reads the words after <see cref="Option"/>: names with one value each, as often as there are values.</summary>
    /// <param name="words">The words.</param>
    /// <exception cref="FormatException">They make no sense: the message names the word and what it may be.</exception>
    public static MonitorRun Parse(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var options = new RecoveryOptions { IsUnattended = true, CommandLine = "nginx502 " + Option };
        for (int index = 0; index < words.Count; index += 2)
        {
            options = With(options, words[index], index + 1 < words.Count ? words[index + 1] : null);
        }

        return new MonitorRun(options);
    }

    /// <summary>Recovers. A run where all is well says nothing.</summary>
    /// <param name="output">Takes what came of it, a line.</param>
    /// <param name="errors">Takes warnings.</param>
    /// <param name="cancellationToken">Stops it between two steps.</param>
    /// <returns>The exit code: that of the result, or <see cref="CouldNotRun"/>.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public int Run(TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        return Run(new GatewayRecovery(), output, errors, cancellationToken);
    }

    internal int Run(GatewayRecovery recovery, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var dialogue = new Unattended(errors);
        ChangeFailure? failure;
        RecoveryResult? result;
        try
        {
            result = recovery.Run(Options, dialogue, out failure, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The last boundary of the program: whoever reads the journal needs a line, and no core dump of root's.
            output.WriteLine(SafeText.Escape($"The recovery could not run: {exception.GetType().Name}: {exception.Message}"));
            return CouldNotRun;
        }

        if (result is null)
        {
            output.WriteLine(SafeText.Escape($"{failure}"));
            return CouldNotRun;
        }

        foreach (string warning in result.Warnings.Append(result.Interrupted).OfType<string>())
        {
            dialogue.Warn(warning);
        }

        if (result.Outcome != RecoveryOutcome.Healthy)
        {
            output.WriteLine(result);
        }

        return result.ExitCode;
    }

    // What may carry a secret is not kept in a journal: no address, and nobody who is told.
    private static string Typed(RecoveryOptions options, string name, string value) => $"{options.CommandLine} {name} {PasteText.Shell(value)}";

    private static RecoveryOptions With(RecoveryOptions options, string name, string? given)
    {
        string known = Array.Find(Names, one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"{Option} takes {string.Join(", ", Names)}, each with a value; '{SafeText.Escape(name)}' is none of them.");
        string value = given ?? throw new FormatException($"{known} needs a value.");
        return known switch
        {
            "-Uri" => options with { Sites = [.. options.Sites, Site(value)] },
            "-Notify" => options with { Notify = [.. options.Notify, NotificationTarget.Parse(value)] },
            "-Allow" => options with { Allow = [.. options.Allow, Action(value)], CommandLine = Typed(options, known, value) },
            "-NginxConfigPath" => options with { Target = options.Target with { NginxConfigurationPath = FullPath(known, options.Target.NginxConfigurationPath, value) }, CommandLine = Typed(options, known, value) },
            _ => options with { Target = options.Target with { FpmConfigurationPath = FullPath(known, options.Target.FpmConfigurationPath, value) }, CommandLine = Typed(options, known, value) },
        };
    }

    private static Uri Site(string value) =>
        SiteAddress.TryParse(value, out Uri site) && site.UserInfo.Length == 0 ? site : throw new FormatException($"'{SafeText.Escape(SecretText.MaskCredentials(value))}' is not a site. Give {SiteAddress.AcceptedForms}, without a user name or password.");

    private static string FullPath(string name, string? before, string value) =>
        before is not null ? throw new FormatException($"{name} is given once: it was {SafeText.Escape(before)} before, and {SafeText.Escape(value)} then.")
        : value.Length > 0 ? Path.GetFullPath(value)
        : throw new FormatException($"{name} needs the path of a file.");

    // One name: of several with commas a number would be made, and be another action.
    private static RecoveryAction Action(string value) =>
        Enum.GetValues<RecoveryAction>().Where(action => action.ToString().Equals(value, StringComparison.OrdinalIgnoreCase)).Cast<RecoveryAction?>().FirstOrDefault()
            ?? throw new FormatException($"'{SafeText.Escape(value)}' is no action of a recovery. Give {string.Join(", ", Enum.GetNames<RecoveryAction>())}, each with an -Allow of its own.");

    // Nobody is asked, and what goes on is in the journal of runs.
    private sealed class Unattended(TextWriter errors) : IRecoveryDialogue
    {
        public bool Allows(RecoveryStep step, string? note) => false;

        public void Tell(string text)
        {
        }

        public void Warn(string text) => errors.WriteLine($"WARNING: {SafeText.Escape(text)}");
    }
}
