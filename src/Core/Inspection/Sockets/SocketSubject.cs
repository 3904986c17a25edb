using System.Net;
using Nginx502.FastCgi;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>One endpoint while it is looked at.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="client">Whose rights count.</param>
/// <param name="nginx">The nginx that uses it; null when there is none.</param>
internal sealed class SocketSubject(FpmEndpoint endpoint, SocketClient client, NginxReading? nginx)
{
    /// <summary>The endpoint.</summary>
    public FpmEndpoint Endpoint { get; } = endpoint;

    /// <summary>Whose rights count.</summary>
    public SocketClient Client { get; } = client;

    /// <summary>The nginx that uses it; null when there is none.</summary>
    public NginxReading? Nginx { get; } = nginx;

    /// <summary>The main file of the nginx that uses it.</summary>
    public string? NginxPath { get; } = nginx is null ? null : SafeText.Escape(nginx.Configuration.Path);

    /// <summary>The addresses of a host; empty for a unix socket, and when they were not found.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; set; } = [];

    /// <summary>Which file lies at the path; null when none was seen.</summary>
    public FileIdentity? Identity { get; private set; }

    /// <summary>The socket that listens; null when none is listed.</summary>
    public ListeningSocket? Socket { get; set; }

    /// <summary>A socket that was made at the path and has lost it; null when there is none.</summary>
    public ListeningSocket? DeletedSocket { get; set; }

    /// <summary>The process at the other end, as the connection told.</summary>
    public int? Peer { get; set; }

    /// <summary>Where the exchanges go that were not made yet.</summary>
    public List<(FastCgiTarget Target, string? Address, bool IsAsClient)> Targets { get; } = [];

    /// <summary>What came of those that were.</summary>
    public List<FpmSocketAttempt> Attempts { get; } = [];

    /// <summary>What could not be seen.</summary>
    public List<NotSeen> Gaps { get; } = [];

    /// <summary>What is known so far.</summary>
    public FpmSocketFacts Facts { get; set; } = new() { Time = DateTime.Now, Endpoint = endpoint };

    /// <summary>The paths under which the socket may have been made: as nginx names it, and with the links of the directories resolved.</summary>
    public IReadOnlyCollection<string> Names => Endpoint.IsUnixSocket ? [Endpoint.SocketPath, .. ResolvedName is { } name ? [name] : Array.Empty<string>()] : [];

    private string? ResolvedName { get; set; }

    /// <summary>Looks what lies at the path of a unix socket, and who may pass.</summary>
    public void LookAtFile()
    {
        string path = Endpoint.SocketPath!;
        IReadOnlyList<PathRung> rungs = PathLadder.Climb(Client.Files, path, out FileOpeningFailure? failure);
        FileOpening link = Client.Files.Locate(path, followsLast: false);
        bool isLink = link.Handle is not null && link.Status.Kind == FileKind.SymbolicLink;
        link.Handle?.Dispose();
        Identity = IdentityNow();
        bool isMissing = failure is FileOpeningFailure.NotFound or FileOpeningFailure.TooManyLinks;
        ResolvedName = rungs.Count == 0 ? null : failure is null ? rungs[^1].Path : rungs[^1].Path.TrimEnd('/') + "/" + Path.GetFileName(path);
        Facts = Facts with
        {
            NginxConfigurationPath = NginxPath,
            Client = Client.Facts,
            Steps = [.. rungs.Select(StepOf)],
            Kind = failure is null && rungs.Count > 0 ? rungs[^1].Kind.ToString() : null,
            IsMissing = failure is null ? false : isMissing ? true : null,
            IsOnlyElsewhere = isMissing && !Client.Files.IsHost && FileTree.Host.TryReadStatus(path, out _),
            LinkTarget = isLink ? SafeText.Escape(Client.Files.ReadLink(path) ?? string.Empty) : null,
            LinkOwnerName = isLink ? SafeText.Escape(Client.Users.UserName(link.Status.OwnerId)) : null,
        };
        if (failure is not null && !isMissing)
        {
            Gaps.Add(new NotSeen($"what lies at {SafeText.Escape(path)}", $"{SafeText.Escape(rungs.Count > 0 ? rungs[^1].Path : path)} may not be looked into", "Run it as root."));
        }
    }

    /// <summary>True when the path leads to another file by now.</summary>
    public bool HasChanged() => Endpoint.IsUnixSocket && IdentityNow() != Identity;

    private FileIdentity? IdentityNow() => Client.Files.TryReadStatus(Endpoint.SocketPath!, out FileStatus status) ? status.Identity : null;

    // Every directory on the way must be searched, and to connect takes the right to write (man 7 unix).
    private FpmSocketStep StepOf(PathRung rung)
    {
        int wanted = rung.Kind == FileKind.Directory ? FileAccessRule.Search : FileAccessRule.Write;
        UserTable users = Client.Users;
        return new FpmSocketStep(
            SafeText.Escape(rung.Path),
            rung.Kind.ToString(),
            SafeText.Escape(users.UserName(rung.Access.OwnerId)),
            SafeText.Escape(users.GroupName(rung.Access.GroupId)),
            Convert.ToString((int)rung.Access.Mode, 8).PadLeft(4, '0'),
            [.. AccessExplanation.ListOf(rung.Access, users)],
            Allows(Client.Rights),
            Allows(Client.RightsAfterReload),
            Client.Rights is { } client ? AccessExplanation.Of(rung.Access, client, users, wanted) : null)
        {
            RightsChanged = rung.RightsChangeTime?.ToLocalTime(),
        };

        bool? Allows(ClientRights? rights) => rights is null ? null : rung.Access.Allows(rights.UserId, rights.AllGroupIds, wanted);
    }
}
