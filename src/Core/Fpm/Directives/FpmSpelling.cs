namespace Nginx502.Fpm;

/// <summary>Tells what was likely meant by a name that php-fpm does not know.</summary>
internal sealed class FpmSpelling
{
    // Directives of php.ini that people write into a pool without their frame.
    private static readonly HashSet<string> IniDirectives = new(StringComparer.OrdinalIgnoreCase)
    {
        "memory_limit", "max_execution_time", "max_input_time", "max_input_vars", "upload_max_filesize", "post_max_size", "error_reporting", "display_errors",
        "log_errors", "date.timezone", "session.save_path", "session.save_handler", "open_basedir", "disable_functions", "opcache.enable", "opcache.memory_consumption",
        "allow_url_fopen", "default_socket_timeout", "sendmail_path", "upload_tmp_dir", "include_path", "auto_prepend_file", "short_open_tag", "expose_php",
    };

    private readonly Dictionary<string, string> _remembered = new(StringComparer.Ordinal);

    /// <summary>Advice for a statement with an unknown name.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="isGlobal">True when it stands in the [global] section.</param>
    public string AdviceFor(IniStatement statement, bool isGlobal)
    {
        string key = $"{(isGlobal ? 'g' : 'p')}{(statement.Key is null ? '=' : '[')}{statement.Name}";
        if (!_remembered.TryGetValue(key, out string? advice))
        {
            advice = Advise(statement.Name, statement.Key is not null, isGlobal);
            _remembered[key] = advice;
        }

        return advice;
    }

    /// <summary>The known name that comes nearest to another one; null when none is near.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The known names.</param>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        string wanted = name.ToLowerInvariant().Replace('-', '_');
        return known
            .Select(candidate => (Name: candidate, Distance: Distance(wanted, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Min(wanted.Length, candidate.Name.Length) / 4))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string Advise(string name, bool hasKey, bool isGlobal)
    {
        if (name.StartsWith('#'))
        {
            return "A comment begins with ; here: # is none to php-fpm.";
        }

        if (FpmDirectives.Keyed.FirstOrDefault(keyed => keyed.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } ofKeyed)
        {
            return hasKey ? $"It is written {ofKeyed}, in small letters."
                : ofKeyed == FpmDirectives.SuppressPath ? $"It is written with empty brackets: {ofKeyed}[] = /path."
                : $"It needs a key: {ofKeyed}[NAME] = value.";
        }

        if (name.Equals("include", StringComparison.OrdinalIgnoreCase))
        {
            return "It is written include, in small letters.";
        }

        FpmDirective? elsewhere = FpmDirectives.Find(name, !isGlobal);
        if (elsewhere is not null && !hasKey)
        {
            return isGlobal
                ? $"{elsewhere.Name} is a directive of pools: it belongs below the header of one, as [www]."
                : $"{elsewhere.Name} is a directive of [global]: it belongs below that header. An include leaves php-fpm in the pool that it read last.";
        }

        if (IniDirectives.Contains(name))
        {
            return isGlobal
                ? $"{name} is a directive of php.ini: set it there, or below the header of a pool as php_admin_value[{name}] = value."
                : $"{name} is a directive of php.ini: in a pool it is written php_admin_value[{name}] = value.";
        }

        IEnumerable<string> here = hasKey ? FpmDirectives.Keyed : (isGlobal ? FpmDirectives.Global : FpmDirectives.Pool).Select(directive => directive.Name).Append("include");
        if (Nearest(name, here) is { } near)
        {
            return $"Did you mean {near}?";
        }

        if (!hasKey && Nearest(name, (isGlobal ? FpmDirectives.Pool : FpmDirectives.Global).Select(directive => directive.Name)) is { } far)
        {
            return $"Did you mean {far}? It is a directive of {(isGlobal ? "pools" : "[global]")}.";
        }

        return name.StartsWith("listen.setfib", StringComparison.OrdinalIgnoreCase) ? "listen.setfib exists on FreeBSD only." : "php-fpm knows no such directive; take the line out, or begin it with ;.";
    }

    // The least number of letters to be put in, left out, changed or swapped with their neighbour.
    private static int Distance(string left, string right)
    {
        int[] before = new int[right.Length + 1];
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        for (int row = 1; row <= left.Length; row++)
        {
            int[] here = new int[right.Length + 1];
            here[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int cost = left[row - 1] == right[column - 1] ? 0 : 1;
                here[column] = Math.Min(Math.Min(here[column - 1] + 1, above[column] + 1), above[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    here[column] = Math.Min(here[column], before[column - 2] + 1);
                }
            }

            before = above;
            above = here;
        }

        return above[right.Length];
    }
}
