using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>What mends a socket, in commands that can be pasted.</summary>
internal static class SocketRemedies
{
    // Whoever has no group of his own is in one of these: what is given to it is given to all of them.
    private static readonly string[] SharedGroups = ["users", "nogroup", "nobody", "staff"];

    /// <summary>What makes a socket anew that was deleted or left behind.</summary>
    public static Remedy Restart(FpmSocketListener? listener, string why) =>
        new(why, listener?.Unit is { } unit ? $"systemctl restart {PasteText.Shell(unit)}" : null, ChangeApplies.FpmRestart, Disruptions.FpmRestart);

    /// <summary>What shows which pool was meant.</summary>
    public static Remedy Compare(FpmSocketFacts facts) => new(
        "Compare both sides: it names the pool that was probably meant, and the line to change.",
        $"Test-FpmAlignment -Endpoint {PasteText.PowerShellArgument(facts.Endpoint.ToString())}");

    /// <summary>What gives a socket to nginx's group, or names nginx's user in its access list.</summary>
    public static IReadOnlyList<Remedy> LetIn(FpmSocketFacts facts, FpmSocketPool pool)
    {
        bool hasList = pool.ListenAclUsers.Length > 0 || pool.ListenAclGroups.Length > 0;
        string user = facts.Client!.UserName;
        string group = facts.Client.GroupNames.Length > 0 ? facts.Client.GroupNames[0] : user;
        bool isNamed = hasList || SharedGroups.Contains(group);
        var lines = new Remedy(
            isNamed
                ? "Name nginx's user in the access list; then restart php-fpm (Restart-GatewayService), which applies it at a restart only."
                : "Give the socket to a group of nginx's; then restart php-fpm (Restart-GatewayService), which applies owner, group and mode at a restart only.",
            SetDirectives(pool, isReloaded: false, isNamed ? [("listen.acl_users", string.Join(',', pool.ListenAclUsers.Append(user)))] : [("listen.group", group), ("listen.mode", "0660")]),
            ChangeApplies.FpmRestart,
            Disruptions.FpmRestart);

        if (!hasList && facts.Steps is [.., { Kind: "Socket", AccessList.Length: > 0 } socket])
        {
            string path = PasteText.Shell(socket.Path);
            return
            [
                new Remedy("Somebody gave the socket an access list that keeps nginx's user out, whatever group and mode it has: see it, and take it away.", $"getfacl {path}; setfacl -b {path}"),
            ];
        }

        // What is repaired is what nginx's own worker may do, and a list of the kernel's is php-fpm's to make.
        return hasList || facts.Client.Source == FpmSocketClientSource.AsUser
            ? [lines]
            : [CommandText.RepairSocket(pool.Pool, pool.IsNameUnique ? null : pool.ConfigurationPath), lines];
    }

    /// <summary>True below /run, where everybody may pass but in the directories of users: what is closed there was closed by somebody.</summary>
    public static bool IsOpenToAll(string directory) => directory.StartsWith("/run/", StringComparison.Ordinal) && !directory.StartsWith("/run/user/", StringComparison.Ordinal);

    /// <summary>What opens a directory below /run to a user. Everybody may pass those, and what lies in one is not listed by it: that is enough where there is no setfacl, or it cannot.</summary>
    public static Remedy LetPassBelowRun(string directory, string user) =>
        new("Let nginx's user pass; where setfacl cannot, everybody, as is usual below /run.", $"setfacl -m {PasteText.Shell($"u:{user}:x")} {PasteText.Shell(directory)} || chmod o+x {PasteText.Shell(directory)}");

    /// <summary>What opens a directory on the way, or takes the socket away from behind it.</summary>
    public static IReadOnlyList<Remedy> Pass(FpmSocketFacts facts, FpmSocketStep directory)
    {
        var open = new Remedy("Let nginx's user pass.", $"setfacl -m {PasteText.Shell($"u:{facts.Client!.UserName}:x")} {PasteText.Shell(directory.Path)}");
        if (IsOpenToAll(directory.Path))
        {
            return [LetPassBelowRun(directory.Path, facts.Client!.UserName!)];
        }

        if (facts.Pool is not { } pool)
        {
            return [open];
        }

        return
        [
            new Remedy(
                "Move the socket below /run, where everybody may pass.",
                CommandText.ForPool(
                    "Sync-FpmEndpoint",
                    pool.Pool,
                    pool.IsNameUnique ? null : pool.ConfigurationPath,
                    $"-Transport UnixSocket -Endpoint {PasteText.PowerShellArgument("/run/php/" + Path.GetFileName(facts.Endpoint.SocketPath))} -Reload"),
                ChangeApplies.FpmReload,
                Disruptions.FpmReload),
            open,
        ];
    }

    /// <summary>What gives a running worker of nginx the groups that its user has by now.</summary>
    public static Remedy ReloadNginx() => new("Reload nginx: its new workers take up the groups that their user has by now.", "nginx -s reload", ChangeApplies.NginxReload, Disruptions.NginxReload);

    /// <summary>What lets a stopped process run.</summary>
    public static Remedy Continue(IEnumerable<int> processIds) =>
        new("Let the stopped processes run; find out first who stopped them, as a debugger does.", "kill -CONT " + string.Join(' ', processIds.Select(id => id.ToString(CultureInfo.InvariantCulture))));

    /// <summary>What shows whose a program is that holds an address of php-fpm's, and what starts php-fpm once that is free.</summary>
    /// <param name="holder">The program; null when it is not known.</param>
    /// <param name="service">The php-fpm; null when it is not known.</param>
    public static IReadOnlyList<Remedy> Free(FpmSocketListener? holder, GatewayService? service) =>
    [
        new Remedy("See whose the program is, and stop it or give it another address.", holder is null ? null : string.Create(CultureInfo.InvariantCulture, $"systemctl status {holder.ProcessId} --no-pager || ps -fp {holder.ProcessId}")),
        new Remedy("Then start php-fpm.", service is null ? null : StoppedServices.Start(service).Command, ChangeApplies.FpmRestart),
    ];

    /// <summary>What shows what the workers of a pool do.</summary>
    public static IReadOnlyList<Remedy> Busy(FpmSocketFacts facts)
    {
        Remedy[] slow = facts.Pool is { } pool
            ? [new Remedy("Find out what they wait for: a slow log names the script and the line.", SetDirectives(pool, isReloaded: true, [("request_slowlog_timeout", "5s"), .. pool.SlowLog is null ? [("slowlog", "/var/log/php-fpm.slow.log")] : Array.Empty<(string, string)>()]), ChangeApplies.FpmReload, Disruptions.FpmReload)]
            : [];
        return [.. slow, new Remedy("More workers help only where memory and whatever they wait for (a database, a lock) allow it: measure before pm.max_children is raised.")];
    }

    /// <summary>A command that sets directives of a pool.</summary>
    public static string SetDirectives(FpmSocketPool pool, bool isReloaded, params (string Name, string Value)[] directives) =>
        CommandText.SetDirectives(pool.Pool, pool.IsNameUnique ? null : pool.ConfigurationPath, isReloaded, directives);
}
