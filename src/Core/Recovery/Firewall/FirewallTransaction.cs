using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Opens a port as a change that is journaled, verified, and can be undone: it works by the same journal as <see cref="ConfigurationTransaction"/>.</summary>
public sealed class FirewallTransaction
{
    private readonly IFileCalls _calls = FileCalls.Kernel;
    private readonly string _statePath;
    private readonly Func<IPrograms> _programs;
    private readonly Func<CancellationToken, FirewallFacts> _read;

    /// <summary>A door of this machine.</summary>
    public FirewallTransaction()
        : this(StateFolder.DefaultRoot(), () => PrivateLibraries.Programs, token => FirewallReader.Read([], token))
    {
    }

    internal FirewallTransaction(string statePath, Func<IPrograms> programs, Func<CancellationToken, FirewallFacts> read) =>
        (_statePath, _programs, _read) = (statePath, programs, read);

    /// <summary>How long to wait while another change goes on.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Opens the port, and looks whether it is open then; else all is put back. Never throws for what it meets.</summary>
    /// <param name="opening">The plan.</param>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="commandLine">The command as it was typed.</param>
    /// <param name="cancellationToken">Stops it; the rule is taken away again.</param>
    public GatewayChange Run(FirewallOpening opening, string command, string? commandLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ChangeFailure failure;
        try
        {
            if (opening.Refusal?.Reason == ChangeFailureReason.PortAlreadyOpen)
            {
                GatewayChange unchanged = Unstarted(opening, command, commandLine, ChangeState.Unchanged);
                unchanged.Failure = null;
                return unchanged;
            }

            if (opening.Refusal is not null || opening.Rule is null)
            {
                return Unstarted(opening, command, commandLine, ChangeState.Refused);
            }

            using ChangeSession session = ChangeSession.Open(_calls, _statePath, command, LockPatience, cancellationToken, _programs);
            var run = new RuleRun(session, Begin(opening, command, commandLine), new FirewallRules(_programs(), opening.Rule));
            return run.Add(() => FirewallOpener.Verify(_read(cancellationToken), opening), [opening.Persistence], cancellationToken);
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;
        }
        catch (OperationCanceledException)
        {
            failure = TransactionRun.Cancelled();
        }

        GatewayChange refused = Unstarted(opening, command, commandLine, ChangeState.Refused);
        refused.Failure = failure;
        return refused;
    }

    private static JournalLine Begin(FirewallOpening opening, string command, string? commandLine) => new(0, JournalEvent.Begin)
    {
        ProcessId = Environment.ProcessId,
        UserId = FileCalls.UserId,
        Command = SafeText.Escape(command),
        CommandLine = commandLine is { } line ? SafeText.Escape(line) : null,
        Applies = ChangeApplies.Live,
        Settings = [opening.Setting!],
        Files = [],
        Rule = opening.Rule,
    };

    private static GatewayChange Unstarted(FirewallOpening opening, string command, string? commandLine, ChangeState state) => new(SafeText.Escape(command), DateTime.Now)
    {
        State = state,
        CommandLine = commandLine is { } line ? SafeText.Escape(line) : null,
        Settings = opening.Setting is { } setting ? [setting] : [],
        Commands = [.. opening.Commands],
        Failure = opening.Refusal,
    };
}
