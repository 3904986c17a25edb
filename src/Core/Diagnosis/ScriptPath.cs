namespace Nginx502.Diagnosis;

/// <summary>The path of a script as nginx hands it over, SCRIPT_FILENAME, and as php-fpm has to see it: below the chroot of its pool, where it has one.</summary>
internal static class ScriptPath
{
    private const string Parameter = "fastcgi_param SCRIPT_FILENAME";
    private const string DocumentRoot = "$document_root";
    private const string RealDocumentRoot = "$realpath_root";
    private const string Script = "$fastcgi_script_name";

    // A person reads so many names.
    private const int MostSites = 3;

    // nginx: conf/fastcgi.conf; the others come to the same.
    private static readonly string[] Usual = [DocumentRoot + Script, DocumentRoot + "/" + Script, RealDocumentRoot + Script, "$request_filename"];

    /// <summary>The line of nginx's configuration that hands it over; null where none does.</summary>
    public static NginxSetting? LineOf(NginxUpstream upstream) => upstream.GetSetting(Parameter);

    /// <summary>True where nginx names scripts by their path outside of the chroot of a pool.</summary>
    public static bool IsOutside(NginxUpstream upstream, string chroot)
    {
        // $document_root is root as written, and below the chroot already where somebody wrote it so. $realpath_root is a path of the machine, always.
        string? path = Handed(upstream);
        return path is not null && (path.StartsWith(RealDocumentRoot, StringComparison.Ordinal)
            || IsBelow(path.StartsWith(DocumentRoot, StringComparison.Ordinal) ? upstream.DocumentRoot ?? chroot : path, chroot.TrimEnd('/')));
    }

    /// <summary>True where the site itself lies outside of the chroot of a pool: it has the scripts only where the chroot holds others under the same path.</summary>
    public static bool IsElsewhere(NginxUpstream upstream, string chroot) => OnThisMachine(upstream) is ['/', ..] path && !IsBelow(path, chroot.TrimEnd('/'));

    /// <summary>What has nginx hand over the path that a pool with a chroot needs; the pool without it as well, where the line is of other sites too. None where nginx does so.</summary>
    /// <param name="upstream">The upstream.</param>
    /// <param name="pool">The pool, which has a chroot.</param>
    /// <param name="configurationPath">Its file, where its name alone would not tell it from another; else null.</param>
    /// <param name="all">All upstreams of the machine.</param>
    public static Remedy[] Correct(NginxUpstream upstream, FpmPool pool, string? configurationPath, IReadOnlyCollection<NginxUpstream> all) => Correct(upstream, pool.Chroot, all) is not { } correct ? []
        : OtherSites(upstream, LineOf(upstream), all).Length > 0 ? [correct, WithoutChroot(pool, configurationPath)]
        : [correct];

    /// <summary>What has nginx hand over the path that the pool needs; null where it does so, as far as it can be told.</summary>
    /// <param name="upstream">The upstream.</param>
    /// <param name="chroot">The chroot of the pool; null for none.</param>
    /// <param name="all">All upstreams of the machine.</param>
    public static Remedy? Correct(NginxUpstream upstream, string? chroot, IReadOnlyCollection<NginxUpstream> all)
    {
        string? wanted = Wanted(upstream, chroot);
        if (LineOf(upstream) is not { Path: { } path } line || wanted is null || Handed(upstream) is not { } handed || handed == wanted || (chroot is null && Usual.Contains(handed)))
        {
            return null;
        }

        string parameter = $"{Parameter} {SafeText.Escape(wanted)};";
        string hands = $"{SafeText.Escape(ConfigurationPlace.Format(path, line.LineNumber))} hands over SCRIPT_FILENAME {SafeText.Escape(handed)}.";
        if (OtherSites(upstream, line, all) is { Length: > 0 } others)
        {
            // What is right for one site breaks its neighbours.
            return new Remedy(
                chroot is null
                    ? $"{hands} {Named(others)} {(others.Length == 1 ? "has" : "have")} that line too: where it is right there, leave it as it is, and write {parameter} {OwnPlace(upstream, line, all)}. Then reload nginx."
                    : $"Write SCRIPT_FILENAME as seen below {SafeText.Escape(chroot)}, {parameter} {OwnPlace(upstream, line, all)}. Then reload nginx. Leave the line that hands it over now as it is: {Named(others)} {(others.Length == 1 ? "has" : "have")} it too.",
                CommandText.CheckAndReloadNginx,
                ChangeApplies.NginxReload,
                Disruptions.NginxReload);
        }

        // What other places include or inherit is theirs too: a person changes it there, or writes a line of its own.
        string? command = path == upstream.Path && line.Scope == NginxSettingScope.Location ? CommandText.TuneUpstream(upstream, $"-Directive @{{ '{Parameter}' = {PasteText.PowerShell(wanted)} }}") : null;
        return new Remedy(
            chroot is null
                ? $"{hands} Where that is not on purpose, write {parameter} and reload nginx."
                : $"Write SCRIPT_FILENAME as seen below {SafeText.Escape(chroot)}: {parameter} and reload nginx.",
            command,
            ChangeApplies.NginxReload,
            Disruptions.NginxReload);
    }

    /// <summary>What brings both together where the site lies outside of the chroot of its pool: the pool without it, or the site below it.</summary>
    /// <param name="upstream">The upstream.</param>
    /// <param name="pool">The pool, which has a chroot.</param>
    /// <param name="configurationPath">Its file, where its name alone would not tell it from another; else null.</param>
    /// <param name="all">All upstreams of the machine.</param>
    public static IEnumerable<Remedy> Join(NginxUpstream upstream, FpmPool pool, string? configurationPath, IReadOnlyCollection<NginxUpstream> all)
    {
        string chroot = pool.Chroot!.TrimEnd('/');
        yield return WithoutChroot(pool, configurationPath);
        if (LineOf(upstream) is { Path: { } handing } script && upstream.GetSetting("root") is { Path: { } rooted } root && Path.GetFileName(root.Value.TrimEnd('/')) is { Length: > 0 } name)
        {
            string where = OtherSites(upstream, script, all) is { Length: > 0 } others
                ? $"{OwnPlace(upstream, script, all)}; the line that hands it over now is of {Named(others)} too, and stays"
                : $"in {ConfigurationPlace.Format(handing, script.LineNumber)}";
            yield return new Remedy(
                SafeText.Escape($"Or move {root.Value} to {chroot}/{name}, write root {chroot}/{name}; in {ConfigurationPlace.Format(rooted, root.LineNumber)} and {Parameter} /{name}{Script}; {where}. Then have nginx check and load it."),
                CommandText.CheckAndReloadNginx,
                ChangeApplies.NginxReload,
                Disruptions.NginxReload);
        }
    }

    private static Remedy WithoutChroot(FpmPool pool, string? configurationPath)
    {
        string place = pool.GetSetting("chroot") is { Path: { } path } line ? ConfigurationPlace.Format(path, line.LineNumber) : pool.ConfigurationPath;
        return new Remedy(
            $"Where the site is not meant to be shut in, take chroot = {SafeText.Escape(pool.Chroot!)} out of {SafeText.Escape(place)}: its scripts then see all that user {SafeText.Escape(pool.User ?? "of the pool")} may read.",
            CommandText.ForPool("Set-FpmPoolTuning", pool.Pool, configurationPath, "-Reset chroot -Reload"),
            ChangeApplies.FpmReload,
            Disruptions.FpmReload);
    }

    // Other sites include the file of the line, or inherit it.
    private static string[] OtherSites(NginxUpstream upstream, NginxSetting? line, IReadOnlyCollection<NginxUpstream> all) =>
        [.. all.Where(other => LineOf(other) is { } theirs && theirs.Path == line?.Path && theirs.LineNumber == line?.LineNumber).Select(other => other.Server).Where(server => server.Length > 0 && server != upstream.Server).Distinct()];

    private static string Named(string[] sites) => SafeText.Escape(string.Join(", ", sites.Take(MostSites)) + (sites.Length > MostSites ? $" and {sites.Length - MostSites} more" : string.Empty));

    // Of two parameters of one name php-fpm takes the last. nginx: a location with a fastcgi_param of its own inherits none.
    private static string OwnPlace(NginxUpstream upstream, NginxSetting line, IReadOnlyCollection<NginxUpstream> all)
    {
        string place = SafeText.Escape(ConfigurationPlace.Format(upstream.Path, upstream.LineNumber));
        string behind = line.Scope == NginxSettingScope.Location ? "behind the include: php-fpm takes the last one" : "behind an include of all other parameters: a location with a fastcgi_param of its own inherits none";
        return all.Any(other => other.Server != upstream.Server && other.Path == upstream.Path && other.LineNumber == upstream.LineNumber)
            ? $"into a location of this site alone in place of that of {place}, which others have too, {behind}"
            : $"into the location of this site, {place}, {behind}";
    }

    private static string? Wanted(NginxUpstream upstream, string? chroot)
    {
        if (chroot is null)
        {
            return DocumentRoot + Script;
        }

        string root = chroot.TrimEnd('/');
        return OnThisMachine(upstream) is { } path && IsBelow(path, root) ? path[root.Length..] : null;
    }

    private static string? OnThisMachine(NginxUpstream upstream) => Handed(upstream) is { } handed
        && Array.Find([DocumentRoot, RealDocumentRoot], variable => handed.StartsWith(variable, StringComparison.Ordinal)) is { } variable
        ? upstream.DocumentRoot?.TrimEnd('/') + handed[variable.Length..]
        : Handed(upstream);

    private static string? Handed(NginxUpstream upstream) => LineOf(upstream)?.Value.Trim().Trim('"', '\'');

    private static bool IsBelow(string path, string root) => path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] is '/' or '$');
}
