namespace Nginx502.Inspection;

/// <summary>The options of a php-fpm.</summary>
/// <param name="Program">The program as it was called.</param>
/// <param name="ConfigurationPath"><c>-y</c>; null when it was not given.</param>
/// <param name="Prefix"><c>-p</c>; null when it was not given.</param>
/// <param name="PidPath"><c>-g</c>; null when it was not given.</param>
/// <param name="PhpIniPath"><c>-c</c>, a php.ini or its directory; null when it was not given.</param>
/// <param name="IsWithoutPhpIni"><c>-n</c>.</param>
/// <param name="Definitions"><c>-d</c>, each <c>name=value</c> or a name alone, in order. May hold secrets.</param>
/// <param name="AllowsRoot"><c>-R</c>: a pool may run as root.</param>
public sealed record FpmCommandLine(
    string Program,
    string? ConfigurationPath,
    string? Prefix,
    string? PidPath,
    string? PhpIniPath,
    bool IsWithoutPhpIni,
    IReadOnlyList<string> Definitions,
    bool AllowsRoot)
{
    // php-src: sapi/fpm/fpm/fpm_main.c, OPTIONS.
    private static readonly Dictionary<string, char> LongNames = new(StringComparer.Ordinal)
    {
        ["php-ini"] = 'c',
        ["define"] = 'd',
        ["no-php-ini"] = 'n',
        ["fpm-config"] = 'y',
        ["prefix"] = 'p',
        ["pid"] = 'g',
        ["allow-to-run-as-root"] = 'R',
    };

    /// <summary>Reads arguments, the program first, as PHP does (php-src: main/getopt.c): <c>-y FILE</c>, <c>-yFILE</c>, <c>-y=FILE</c>, <c>--fpm-config FILE</c>, <c>--fpm-config=FILE</c>.</summary>
    public static FpmCommandLine Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var values = new Dictionary<char, string>();
        var definitions = new List<string>();
        var flags = new HashSet<char>();
        for (int at = 1; at < arguments.Count; at++)
        {
            string word = arguments[at];
            (char option, string? attached) = Split(word);
            if (option is not ('c' or 'd' or 'y' or 'p' or 'g'))
            {
                flags.Add(option);
                continue;
            }

            string value = attached ?? (at + 1 < arguments.Count ? arguments[++at] : string.Empty);
            if (option == 'd')
            {
                definitions.Add(value);
            }
            else
            {
                values[option] = value;
            }
        }

        return new FpmCommandLine(
            arguments.Count > 0 ? arguments[0] : "php-fpm",
            values.GetValueOrDefault('y'),
            values.GetValueOrDefault('p'),
            values.GetValueOrDefault('g'),
            values.GetValueOrDefault('c'),
            flags.Contains('n'),
            definitions,
            flags.Contains('R'));
    }

    /// <summary>The options to give to another php-fpm that is to see what this one sees.</summary>
    internal IReadOnlyList<string> ToArguments()
    {
        var arguments = new List<string>();
        foreach ((string option, string? value) in (IEnumerable<(string, string?)>)[("-y", ConfigurationPath), ("-p", Prefix), ("-g", PidPath), ("-c", PhpIniPath), .. Definitions.Select(definition => ("-d", (string?)definition))])
        {
            arguments.AddRange(value is null ? [] : [option, value]);
        }

        arguments.AddRange(IsWithoutPhpIni ? ["-n"] : []);
        arguments.AddRange(AllowsRoot ? ["-R"] : []);
        return arguments;
    }

    private static (char Option, string? Attached) Split(string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            string[] parts = word[2..].Split('=', 2);
            return (LongNames.GetValueOrDefault(parts[0], '?'), parts.Length > 1 ? parts[1] : null);
        }

        return word is ['-', char option, ..]
            ? (option, word.Length > 2 ? word[(word[2] == '=' ? 3 : 2)..] : null)
            : ('?', null);
    }
}
