using Nginx502.Recovery;

namespace Nginx502;

/// <summary>What lets nginx's worker connect to the socket of a pool, as narrow as works; or why that cannot be had so.</summary>
public sealed class SocketRepairPlan
{
    private readonly GatewayChangeBuilder _files;
    private readonly SocketPermissionChange? _live;

    internal SocketRepairPlan(GatewayChangeBuilder files, SocketPermissionChange? live, IReadOnlyList<string> warnings, IReadOnlyList<string> problems) =>
        (_files, _live, Warnings, Problems) = (files, live, warnings, problems);

    /// <summary>Why nothing is changed: sentences; none when it can be.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What is to be known: sentences.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>True when the socket and the pool's lines let nginx in already.</summary>
    public bool IsEmpty => _live is null && _files.IsEmpty;

    /// <summary>The change: the live socket and the pool's lines together, or neither.</summary>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="commandLine">The command as it was typed; null when it is not known.</param>
    /// <param name="reload">True to have the programs take up what they have not.</param>
    /// <param name="force">True to change what is managed by something else.</param>
    public ChangeRequest Build(string command, string? commandLine, bool reload, bool force)
    {
        ChangeRequest request = _files.Build(command, commandLine, reload, force);

        // The lines say what the socket has by then: nothing has to take them up.
        return _live is null ? request : request with
        {
            Settings = [_live.Setting(), .. request.Settings.Select(setting => setting with { Applies = ChangeApplies.Live })],
            Activation = request.Activation is { } activation ? new ActivationSequence([_live, activation]) : _live,
            ActsWithoutFiles = true,
        };
    }

    internal static SocketRepairPlan Impossible(params string[] problems) => new(new GatewayChangeBuilder(), null, [], problems);
}
