using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>Owners, groups, modes and access lists of sockets that do not do what they look like (php-src: sapi/fpm/fpm/fpm_unix.c, fpm_unix_resolve_socket_permissions).</summary>
internal sealed class SocketAccessCheck : IFpmCheck
{
    private const ulong OtherWrite = 2;
    private const ulong OwnerWrite = 0x80;
    private const ulong GroupWrite = 0x10;
    private const ulong PermissionBits = 0x1FF;

    private static readonly string[] Directives = ["listen.owner", "listen.group", "listen.mode", "listen.acl_users", "listen.acl_groups"];

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            if (!pool.HasText("listen") || pool.IsUnknown("listen"))
            {
                continue;
            }

            if (!FpmListenAddress.IsPath(pool["listen"]!))
            {
                SayIgnored(context.Findings, pool);
                continue;
            }

            CheckMode(context.Findings, pool);
            CheckAccessList(context, pool, "listen.acl_users", isUser: true);
            CheckAccessList(context, pool, "listen.acl_groups", isUser: false);
            SayOverruled(context.Findings, pool);
        }
    }

    private static void SayIgnored(FpmFindings findings, FpmSection pool)
    {
        foreach (string directive in Directives.Where(pool.HasText))
        {
            findings.Add(pool, Severity.Note, "IgnoredOnTcp", $"{directive} is for unix sockets only: this pool listens on TCP", directive, "Take it out.");
        }
    }

    private static void CheckMode(FpmFindings findings, FpmSection pool)
    {
        if (!pool.HasText("listen.mode") || pool.IsUnknown("listen.mode"))
        {
            return;
        }

        string text = pool["listen.mode"]!;
        ulong mode = CNumber.Octal(text);
        string octal = Convert.ToString((long)(mode & PermissionBits), 8).PadLeft(4, '0');
        bool isOctal = text.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0;
        if (!isOctal || mode > PermissionBits)
        {
            findings.Add(
                pool, (mode & (OwnerWrite | GroupWrite | OtherWrite)) == 0 ? Severity.Error : Severity.Warning, "ModeMisread",
                $"listen.mode is read as octal digits: '{text}' makes mode {octal}", "listen.mode", "Write 0660, and 0600 when nginx runs as listen.owner itself.");
        }
        else if ((mode & (OwnerWrite | GroupWrite | OtherWrite)) == 0)
        {
            findings.Add(pool, Severity.Error, "ModeLetsNobodyIn", $"listen.mode = {text} lets nobody but root write to the socket: nginx gets Permission denied", "listen.mode", "Write 0660.");
        }
        else if ((mode & (OwnerWrite | GroupWrite)) != (OwnerWrite | GroupWrite) && LooksDecimal(text))
        {
            findings.Add(
                pool, Severity.Warning, "ModeMisread", string.Create(CultureInfo.InvariantCulture, $"listen.mode = {text} makes mode {octal}; it looks like a decimal number"), "listen.mode", "Write octal digits: 0660.");
        }
        else if ((mode & OtherWrite) != 0)
        {
            findings.Add(
                pool, Severity.Warning, "SocketOpenToAll", $"listen.mode = {text} lets every user of the machine run code as {pool["user"] ?? "the pool"}", "listen.mode",
                "Write 0660 and set listen.group to the group of nginx.");
        }
    }

    // 432 is 0660 written in decimal digits, 384 is 0600, 438 is 0666.
    private static bool LooksDecimal(string text) => text is "432" or "384" or "438" or "416" or "436";

    private static void CheckAccessList(FpmCheckContext context, FpmSection pool, string directive, bool isUser)
    {
        if (!pool.HasText(directive) || pool.IsUnknown(directive))
        {
            return;
        }

        foreach (string name in pool[directive]!.Split(','))
        {
            string text = RawText.Decode(name);
            bool? exists = name.Length == 0 || text.Trim() != text ? false : isUser ? context.Machine.UserExists(text) : context.Machine.GroupExists(text);
            if (exists == false)
            {
                context.Findings.Add(
                    pool, Severity.Error, isUser ? "UserUnknown" : "GroupUnknown", $"[pool {pool.Name}] cannot get {(isUser ? "uid for user" : "gid for group")} '{name}'", directive,
                    $"{(text.Trim() != text ? "Write no blanks around the commas." : FpmPoolRules.IsNumber(text) ? "Names are taken here, and no numbers." : $"Name one that getent {(isUser ? "passwd" : "group")} shows.")} A test passes with it, and the start fails.");
            }
        }
    }

    private static void SayOverruled(FpmFindings findings, FpmSection pool)
    {
        if (!pool.HasText("listen.acl_users") && !pool.HasText("listen.acl_groups"))
        {
            return;
        }

        foreach (string directive in (string[])["listen.owner", "listen.group"])
        {
            if (pool.HasText(directive))
            {
                findings.Add(
                    pool, Severity.Warning, "OwnerOverruled", $"[pool {pool.Name}] ACL set, {directive} = '{pool[directive]}' is ignored", directive,
                    "The socket is root's: name nginx's user in listen.acl_users, or take the access list out.");
            }
        }
    }
}
