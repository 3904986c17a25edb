using Nginx502.Diagnosis;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>One repair being worked out.</summary>
/// <param name="fpm">The php-fpm.</param>
/// <param name="pool">The pool.</param>
/// <param name="path">The path of its socket.</param>
/// <param name="workers">Whose rights the workers of nginx have that are to be let in.</param>
/// <param name="nginx">What was seen of their nginx.</param>
internal sealed class SocketRepairWork(FpmReading fpm, FpmPool pool, string path, IReadOnlyList<WorkerIdentity> workers, IReadOnlyList<NginxFacts> nginx)
{
    private readonly FileTree _files = fpm.Instance.Files;
    private readonly UserTable _users = UserTable.Read(fpm.Instance.Files);
    private readonly List<string> _warnings = [];

    private bool HasListDirectives => pool.ListenAclUsers.Length > 0 || pool.ListenAclGroups.Length > 0;

    /// <summary>Works it out.</summary>
    public SocketRepairPlan Plan()
    {
        WarnOfDirectories();
        using SocketFile? socket = SocketFile.Open(_files, path, out string? problem);
        FileAccessRule? rule = socket?.Access();
        bool isLiveOpen = rule is not null && workers.All(worker => Allows(rule, worker));
        bool isFileOpen = nginx.All(facts => facts.UserName == "root" || SocketPermissionRule.ReasonByConfiguration(pool, facts) is null);
        if (rule is null)
        {
            _warnings.Add($"{SafeText.Escape(path)} {problem}: only the pool's lines count. A restart of php-fpm makes the socket anew.");
        }

        if (isFileOpen && (isLiveOpen || rule is null))
        {
            return new SocketRepairPlan(new GatewayChangeBuilder(), null, _warnings, []);
        }

        if (rule is not null && !isLiveOpen && Outdated(rule) is { } outdated)
        {
            return SocketRepairPlan.Impossible(outdated);
        }

        if (GroupFor(rule) is not { } group)
        {
            return SocketRepairPlan.Impossible("The workers of the nginx that hand over to the socket have no group in common: make one, add their users to it, and reload nginx.");
        }

        SocketPermissionChange? live = null;
        if (rule is not null && !isLiveOpen)
        {
            live = Live(socket!, rule, group, out string? refusal);
            if (refusal is not null)
            {
                return SocketRepairPlan.Impossible(refusal);
            }
        }

        return WithLines(live, isFileOpen, group);
    }

    private SocketRepairPlan WithLines(SocketPermissionChange? live, bool isFileOpen, uint group)
    {
        var change = new GatewayChangeBuilder();
        FpmEditPlan lines = isFileOpen ? new FpmEditPlan() : FpmPoolEditor.Plan(fpm.Configuration, pool, Values(group));
        if (lines.IsRefused)
        {
            return SocketRepairPlan.Impossible([.. lines.BrokenRules.Select(broken => $"{broken.Message}. {broken.Advice}")]);
        }

        change.Add(fpm, lines.Edits, lines.Changes);
        return new SocketRepairPlan(change, live, _warnings, []);
    }

    private SocketPermissionChange? Live(SocketFile socket, FileAccessRule rule, uint group, out string? refusal)
    {
        refusal = null;
        if (HasListDirectives)
        {
            // php-fpm makes the socket's list itself, and ignores owner and group beside it.
            string entries = string.Join(' ', Users().Select(user => $"-m u:{PasteText.Shell(user)}:rw"));
            _warnings.Add($"The pool has listen.acl_users or listen.acl_groups, so that only its lines are changed. Until php-fpm is restarted: setfacl {entries} {PasteText.Shell(path)}");
            return null;
        }

        if (fpm.Instance.Master is not { } master || !(_files.IsHost || fpm.Instance.IsOurs))
        {
            refusal = fpm.Instance.Master is null
                ? $"{SafeText.Escape(path)} is there, and no php-fpm runs that listens on it: it is left over. Start php-fpm, which makes it anew."
                : "This php-fpm has another root directory, as in a container: run it there.";
            return null;
        }

        if (!Sockets(master.ProcessId)(socket.Identity))
        {
            refusal = $"{SafeText.Escape(path)} is not the file that this php-fpm listens on: it was made anew, or is another program's. Restart php-fpm, which makes its socket anew.";
            return null;
        }

        var to = new SocketRights(rule.OwnerId, group, SocketRepair.Narrow);
        FileAccessRule after = After(rule, to);
        if (workers.FirstOrDefault(worker => !Allows(after, worker)) is { } kept)
        {
            refusal = $"{SafeText.Escape(path)} has an access list that keeps {SafeText.Escape(_users.UserName(kept.UserId))} out whatever group and mode it has: {Describe(rule)}. See who set it, and take it away: setfacl -b {PasteText.Shell(path)}";
            return null;
        }

        return new SocketPermissionChange(_files, path, SocketRights.Of(rule), to, Sockets(master.ProcessId));
    }

    private Func<FileIdentity, bool> Sockets(int master) => identity => PoolSockets.Read(_files, master, out _).Has(identity);

    // chmod(2) on a file with an access list sets its mask, and not what the owning group has.
    private static FileAccessRule After(FileAccessRule rule, SocketRights to) => rule with
    {
        GroupId = to.GroupId,
        Mode = (UnixFileMode)to.Mode,
        AccessList =
        [
            .. rule.AccessList.Select(entry => entry.Kind switch
            {
                AccessEntryKind.Mask => entry with { Rights = FileAccessRule.Read | FileAccessRule.Write },
                AccessEntryKind.Other => entry with { Rights = 0 },
                _ => entry,
            }),
        ],
    };

    // The narrowest that works: what the pool's lines name, what the socket has, else the group that nginx gives its workers.
    private uint? GroupFor(FileAccessRule? rule)
    {
        uint[] common = [.. workers.Where(worker => worker.UserId != 0).Select(worker => (IEnumerable<uint>)worker.GroupIds).DefaultIfEmpty([]).Aggregate((one, other) => one.Intersect(other))];
        uint? written = pool.ListenGroup is { } name ? _users.Group(name)?.GroupId : null;
        return written is { } first && common.Contains(first) ? first
            : rule is not null && common.Contains(rule.GroupId) ? rule.GroupId
            : common.Length > 0 ? common[0] : null;
    }

    // The user was put into the group, and the workers run since before that.
    private string? Outdated(FileAccessRule rule)
    {
        WorkerIdentity? late = workers.FirstOrDefault(worker => !worker.GroupIds.Contains(rule.GroupId)
            && _users.User(worker.UserId) is { } user
            && Allows(rule, worker with { GroupIds = [.. worker.GroupIds, .. _users.GroupIdsOf(user)] }));
        return late is null ? null
            : $"{SafeText.Escape(_users.UserName(late.UserId))} is in the group {SafeText.Escape(_users.GroupName(rule.GroupId))} by now, and nginx's workers run since before that: nothing has to be changed. Reload nginx, which gives its workers the new groups: systemctl reload nginx";
    }

    private void WarnOfDirectories()
    {
        foreach (PathRung rung in PathLadder.Climb(_files, path, out _).Where(rung => rung.Kind == FileKind.Directory))
        {
            foreach (WorkerIdentity worker in workers.Where(worker => !rung.Access.Allows(worker.UserId, [.. worker.GroupIds], FileAccessRule.Search)))
            {
                string user = SafeText.Escape(_users.UserName(worker.UserId));
                _warnings.Add($"nginx's worker ({user}) may not enter {SafeText.Escape(rung.Path)} on the way to the socket either ({SocketRights.Of(rung.Access).ToText(_users)}); directories are not changed here: setfacl -m u:{PasteText.Shell(user)}:x {PasteText.Shell(rung.Path)}");
            }
        }
    }

    private Dictionary<string, string?> Values(uint group) => HasListDirectives
        ? new(StringComparer.Ordinal) { ["listen.acl_users"] = string.Join(',', pool.ListenAclUsers.Union(Users(), StringComparer.Ordinal)) }
        : new(StringComparer.Ordinal) { ["listen.group"] = _users.GroupName(group), ["listen.mode"] = "0660" };

    private IEnumerable<string> Users() => nginx.Select(facts => facts.UserName!).Where(user => user != "root").Distinct(StringComparer.Ordinal);

    private string Describe(FileAccessRule rule) => string.Join(", ", rule.AccessList.Select(entry => entry.Kind switch
    {
        AccessEntryKind.User => $"user:{SafeText.Escape(_users.UserName(entry.Id!.Value))}:{Rights(entry)}",
        AccessEntryKind.Group => $"group:{SafeText.Escape(_users.GroupName(entry.Id!.Value))}:{Rights(entry)}",
        AccessEntryKind.OwningGroup => $"group::{Rights(entry)}",
        AccessEntryKind.Owner => $"user::{Rights(entry)}",
        AccessEntryKind.Mask => $"mask::{Rights(entry)}",
        _ => $"other::{Rights(entry)}",
    }));

    private static string Rights(AccessEntry entry) =>
        $"{((entry.Rights & FileAccessRule.Read) != 0 ? 'r' : '-')}{((entry.Rights & FileAccessRule.Write) != 0 ? 'w' : '-')}{((entry.Rights & FileAccessRule.Search) != 0 ? 'x' : '-')}";

    private static bool Allows(FileAccessRule rule, WorkerIdentity worker) => rule.Allows(worker.UserId, [.. worker.GroupIds], FileAccessRule.Write);
}
