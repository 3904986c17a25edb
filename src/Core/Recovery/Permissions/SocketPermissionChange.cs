using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Gives the file of a live socket another group and mode: by handle, and only when the kernel says that a program listens on that very file.
/// Done a second time, as when the files of the change were put back, it goes back too.
/// </summary>
/// <param name="files">The files as the program that listens sees them.</param>
/// <param name="path">The path of the socket.</param>
/// <param name="from">What it must have now.</param>
/// <param name="to">What it is to have.</param>
/// <param name="isListened">Tells whether a program listens on a file.</param>
/// <param name="isOptional">True when the change goes on without it, as an undoing does when the socket was made anew.</param>
internal sealed class SocketPermissionChange(
    FileTree files, string path, SocketRights from, SocketRights to, Func<FileIdentity, bool> isListened, bool isOptional = false) : IChangeActivation
{
    /// <summary>What such a change is called in the journal: the setting is named so, and is of no file.</summary>
    public const string Scope = "live socket";

    private readonly UserTable _users = UserTable.Read(files);
    private (SocketRights From, SocketRights To) _step = (from, to);
    private string? _left;

    /// <inheritdoc/>
    public string Name => $"change of the socket {SafeText.Escape(path)}";

    /// <inheritdoc/>
    public string? Disruption => null;

    /// <summary>The change of a live socket that the journal tells, undone; null when it tells none.</summary>
    public static SocketPermissionChange? Undoing(GatewayChange? change)
    {
        if (change?.Settings.FirstOrDefault(setting => setting.Scope == Scope) is not { } setting)
        {
            return null;
        }

        var users = UserTable.Read(FileTree.Host);
        return SocketRights.TryParse(setting.After, users, out SocketRights now) && SocketRights.TryParse(setting.Before, users, out SocketRights before)
            ? new SocketPermissionChange(FileTree.Host, setting.Path, now, before, identity => ListeningSockets.Read(out _).Any(socket => socket.IsFile(identity)), isOptional: change.Files.Length > 0)
            : null;
    }

    /// <summary>The setting for the journal.</summary>
    public SettingChange Setting() => new("socket", from.ToText(_users), to.ToText(_users), WasDefault: false, SafeText.Escape(path), null, Scope, ChangeApplies.Live);

    /// <inheritdoc/>
    public string? Refuse(IReadOnlyList<StagedFile> stagedFiles)
    {
        using SocketFile? socket = Open(out string? problem);
        return isOptional ? null : problem;
    }

    /// <inheritdoc/>
    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        using SocketFile? socket = Open(out string? problem);
        if (socket is null)
        {
            _left = problem;
            return new ActivationResult(isOptional, HasActed: false, problem);
        }

        if (socket.Set(_step.To) is var error and not 0)
        {
            // Half of it may be done: the group is narrower than what comes after it, and goes back.
            _ = socket.Set(_step.From);
            return new ActivationResult(Succeeded: false, HasActed: false, $"{SafeText.Escape(path)} was not changed: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)} ({error}).");
        }

        _step = (_step.To, _step.From);
        return new ActivationResult(Succeeded: true);
    }

    /// <inheritdoc/>
    public VerificationResult Verify(CancellationToken cancellationToken)
    {
        if (_left is { } left)
        {
            return new VerificationResult(IsInEffect: null, left);
        }

        using SocketFile? socket = Open(out string? problem);
        return new VerificationResult(socket is not null, problem);
    }

    // What was done once is what must be there for the next step.
    private SocketFile? Open(out string? problem)
    {
        string name = SafeText.Escape(path);
        if (SocketFile.Open(files, path, out problem) is not { } socket)
        {
            problem = $"{name} {problem}; its owner and mode are not changed.";
            return null;
        }

        SocketRights? now = socket.Access() is { } rule ? SocketRights.Of(rule) : null;
        problem = !isListened(socket.Identity) ? $"The kernel knows no program that listens on the file {name} (it was made anew, or belongs to another network); its owner and mode are not changed."
            : now != _step.From ? $"{name} is {now?.ToText(_users) ?? "unknown"} and not {_step.From.ToText(_users)} any more; its owner and mode are not changed."
            : !Environment.IsPrivilegedProcess && (now.Value.OwnerId != FileCalls.UserId || now.Value.OwnerId != _step.To.OwnerId) ? $"Only root may change the owner and mode of {name}."
            : null;
        if (problem is null)
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }
}
