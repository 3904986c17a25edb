namespace Nginx502.Diagnosis;

/// <summary>The commands of remedies, with whatever names a configuration holds safely in them.</summary>
internal static class CommandText
{
    /// <summary>What has nginx load its files, where it accepts them.</summary>
    public const string CheckAndReloadNginx = "nginx -t && systemctl reload nginx";

    /// <summary>A command of this module on one pool. Its file is named where its name alone would not tell it from another.</summary>
    /// <param name="context">What else there is on the machine.</param>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="arguments">What follows the pool, ready to be pasted.</param>
    public static string ForPool(AlignmentContext context, string cmdlet, FpmPool pool, string arguments) =>
        ForPool(cmdlet, pool.Pool, FileOf(context, pool), arguments);

    /// <summary>A command of this module on one pool.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="configurationPath">Its file, where its name alone would not tell it from another; else null.</param>
    /// <param name="arguments">What follows the pool, ready to be pasted.</param>
    public static string ForPool(string cmdlet, string pool, string? configurationPath, string arguments) =>
        $"{cmdlet} -Pool {PasteText.PowerShellArgument(pool)}{(configurationPath is null ? string.Empty : $" -ConfigurationPath {PasteText.PowerShellArgument(configurationPath)}")} {arguments}";

    /// <summary>A command of this module that sets directives of a pool, each name and value.</summary>
    /// <param name="context">What else there is on the machine.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="isReloaded">True when a reload applies them.</param>
    /// <param name="directives">The directives.</param>
    public static string SetDirectives(AlignmentContext context, FpmPool pool, bool isReloaded, params (string Name, string Value)[] directives) =>
        SetDirectives(pool.Pool, FileOf(context, pool), isReloaded, directives);

    /// <summary>A command of this module that sets directives of a pool, each name and value.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="configurationPath">Its file, where its name alone would not tell it from another; else null.</param>
    /// <param name="isReloaded">True when a reload applies them.</param>
    /// <param name="directives">The directives.</param>
    public static string SetDirectives(string pool, string? configurationPath, bool isReloaded, params (string Name, string Value)[] directives) => ForPool(
        "Set-FpmPoolTuning",
        pool,
        configurationPath,
        $"-Directive @{{ {string.Join("; ", directives.Select(directive => $"{PasteText.PowerShell(directive.Name)} = {PasteText.PowerShell(directive.Value)}"))} }}{(isReloaded ? " -Reload" : string.Empty)}");

    /// <summary>What lets a pool run .php again, where security.limit_extensions leaves it out.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="configurationPath">Its file, where its name alone would not tell it from another; else null.</param>
    public static Remedy RunPhp(string pool, string? configurationPath) => new(
        $"Where security.limit_extensions of pool {SafeText.Escape(pool)} was made too narrow, let it run .php again.",
        SetDirectives(pool, configurationPath, isReloaded: true, ("security.limit_extensions", ".php")),
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);

    /// <summary>What lets nginx's worker connect at once and from now on.</summary>
    /// <param name="context">What else there is on the machine.</param>
    /// <param name="pool">The pool.</param>
    public static Remedy RepairSocket(AlignmentContext context, FpmPool pool) => RepairSocket(pool.Pool, FileOf(context, pool));

    /// <summary>What lets nginx's worker connect at once and from now on.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="configurationPath">Its file, where its name alone would not tell it from another; else null.</param>
    public static Remedy RepairSocket(string pool, string? configurationPath) => new(
        "Let nginx's worker in: the socket as it is now, and the lines of the pool for the next start. Nothing is restarted.",
        ForPool("Repair-FpmSocketPermission", pool, configurationPath, string.Empty).TrimEnd());

    /// <summary>A command of this module that gives one upstream.</summary>
    public static string Choose(NginxUpstream upstream) =>
        $"Get-NginxUpstream -Server {PasteText.PowerShellArgument(upstream.Server)} -Location {PasteText.PowerShellArgument(upstream.Location)}";

    /// <summary>A command of this module that sets something of one upstream.</summary>
    /// <param name="upstream">The upstream.</param>
    /// <param name="arguments">The parameters of Set-NginxUpstreamTuning, ready to be pasted.</param>
    public static string TuneUpstream(NginxUpstream upstream, string arguments) =>
        $"{Choose(upstream)} | Set-NginxUpstreamTuning {arguments} -Reload";

    /// <summary>The pool's file, where its name alone would not tell it from another; else null.</summary>
    /// <param name="context">What else there is on the machine.</param>
    /// <param name="pool">The pool.</param>
    public static string? FileOf(AlignmentContext context, FpmPool pool) =>
        context.Gateway.Pools.Count(other => other.Pool == pool.Pool) == 1 ? null : pool.ConfigurationPath;
}
