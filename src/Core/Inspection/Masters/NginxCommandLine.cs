namespace Nginx502.Inspection;

/// <summary>The options of an nginx.</summary>
/// <param name="Program">The program as it was called.</param>
/// <param name="ConfigurationPath"><c>-c</c>; null when it was not given.</param>
/// <param name="Prefix"><c>-p</c>; null when it was not given.</param>
/// <param name="ErrorLog"><c>-e</c>, the error log until the configuration names one; null when it was not given.</param>
/// <param name="Directives"><c>-g</c>; empty when it was not given.</param>
public sealed record NginxCommandLine(string Program, string? ConfigurationPath, string? Prefix, string? ErrorLog, string Directives)
{
    private const string MasterTitle = "nginx: master process ";

    /// <summary>
    /// True when they are the arguments as they were given; false when they are from the title, which joins them with spaces and may be
    /// cut: a value with spaces cannot be told there.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>True when the title of a process is a master's.</summary>
    public static bool IsMasterTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return title.StartsWith(MasterTitle, StringComparison.Ordinal);
    }

    /// <summary>
    /// Reads the title of a process, <c>nginx: master process /usr/sbin/nginx -g daemon on;</c> (nginx: src/os/unix/ngx_process_cycle.c); null when it is
    /// no nginx master.
    /// </summary>
    public static NginxCommandLine? Parse(string title)
    {
        if (!IsMasterTitle(title))
        {
            return null;
        }

        string[] words = title[MasterTitle.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var arguments = new List<string>(words.Take(1));
        for (int at = 1; at < words.Length; at++)
        {
            arguments.Add(words[at]);
            if (words[at] is not ['-', 'g', ..])
            {
                continue;
            }

            // Directives hold spaces and end before the next option.
            string directives = string.Empty;
            while (at + 1 < words.Length && !IsOption(words[at + 1]))
            {
                directives += " " + words[++at];
            }

            bool isAttached = arguments[^1].Length > 2;
            arguments[^1] += isAttached ? directives : string.Empty;
            if (!isAttached)
            {
                arguments.Add(directives.TrimStart());
            }
        }

        return Parse(arguments) with { IsExact = false };
    }

    /// <summary>Reads arguments, the program first, as nginx does (nginx: src/core/nginx.c, ngx_get_options).</summary>
    public static NginxCommandLine Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = new Dictionary<char, string>();
        for (int at = 1; at < arguments.Count; at++)
        {
            // Letters without a value may stand together: -tqc FILE.
            string word = arguments[at].StartsWith('-') ? arguments[at] : string.Empty;
            int option = word.AsSpan().IndexOfAny("cpegs");
            if (option > 0)
            {
                options[word[option]] = option + 1 < word.Length ? word[(option + 1)..] : at + 1 < arguments.Count ? arguments[++at] : string.Empty;
            }
        }

        return new NginxCommandLine(
            arguments.Count > 0 ? arguments[0] : "nginx",
            options.GetValueOrDefault('c'),
            options.GetValueOrDefault('p'),
            options.GetValueOrDefault('e'),
            options.GetValueOrDefault('g', string.Empty))
        {
            IsExact = true,
        };
    }

    /// <summary>True when arguments are those that a title shows: it joins them with spaces, and is cut where the room ends.</summary>
    internal static bool IsOfTitle(IReadOnlyList<string> arguments, string title) =>
        IsMasterTitle(title) && arguments.Count > 0 && (MasterTitle + string.Join(' ', arguments)).TrimEnd().StartsWith(title, StringComparison.Ordinal);

    /// <summary>The options to give to another nginx that is to see what this one sees.</summary>
    internal IReadOnlyList<string> ToArguments()
    {
        var arguments = new List<string>();
        AddIf("-c", ConfigurationPath);
        AddIf("-p", Prefix);
        AddIf("-e", ErrorLog);
        AddIf("-g", Directives.Length > 0 ? Directives : null);
        return arguments;

        void AddIf(string option, string? value)
        {
            if (value is not null)
            {
                arguments.AddRange([option, value]);
            }
        }
    }

    private static bool IsOption(string word) => word.Length >= 2 && word[0] == '-' && "cpegqtTvVsh?".Contains(word[1], StringComparison.Ordinal);
}
