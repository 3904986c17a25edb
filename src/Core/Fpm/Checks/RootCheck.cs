namespace Nginx502.Fpm;

/// <summary>Pools whose workers would be root, and users that a master that is not root cannot give them (php-src: sapi/fpm/fpm/fpm_unix.c, fpm_unix_conf_wp).</summary>
internal sealed class RootCheck : IFpmCheck
{
    private const string Advice = "Name the user that owns the site, or the distribution's web user.";

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            if (!context.Options.RunsAsRoot)
            {
                SayIgnored(context, pool);
                continue;
            }

            bool isNobody = !pool.HasText("user") && (pool["user"] is not null || context.Options.AllowsRoot);
            string? culprit = isNobody || IsRoot(pool, "user") ? "user" : IsRoot(pool, "group") ? "group" : null;
            if (culprit is null)
            {
                continue;
            }

            if (context.Options.AllowsRoot)
            {
                context.Findings.Add(pool, Severity.Warning, "PoolAsRoot", $"the workers of pool {pool.Name} are root: a hole in a script is a hole in the machine", culprit, Advice);
            }
            else
            {
                context.Findings.Add(pool, Severity.Error, "PoolAsRoot", $"[pool {pool.Name}] please specify user and group other than root", culprit, Advice + " A test passes with it, and the start fails.");
            }
        }
    }

    private static bool IsRoot(FpmSection pool, string directive) =>
        !pool.IsUnknown(directive) && pool[directive] is { Length: > 0 } name && (name == "root" || (FpmPoolRules.IsNumber(name) && name.Trim('0').Length == 0));

    private static void SayIgnored(FpmCheckContext context, FpmSection pool)
    {
        foreach (string directive in (string[])["user", "group", "chroot"])
        {
            if (pool.HasText(directive))
            {
                context.Findings.Add(pool, Severity.Note, "IgnoredWithoutRoot", $"[pool {pool.Name}] '{directive}' directive is ignored when FPM is not running as root", directive);
            }
        }
    }
}
