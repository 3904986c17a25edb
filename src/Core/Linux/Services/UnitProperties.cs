namespace Nginx502.Linux;

/// <summary>The properties of units as <c>systemctl show</c> prints them: a line each, a blank line between units.</summary>
internal static class UnitProperties
{
    /// <summary>The units, in order; a property that stands several times (several ExecStart=) has its values one a line.</summary>
    /// <param name="text">What was printed.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var units = new List<IReadOnlyDictionary<string, string>>();
        var unit = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n').Append(string.Empty))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.Length == 0)
            {
                if (unit.Count > 0)
                {
                    units.Add(unit);
                    unit = new Dictionary<string, string>(StringComparer.Ordinal);
                }
            }
            else if (equals > 0)
            {
                string name = line[..equals];
                string value = line[(equals + 1)..].TrimEnd('\r');
                unit[name] = unit.TryGetValue(name, out string? before) ? $"{before}\n{value}" : value;
            }
        }

        return units;
    }

    /// <summary>The program and its arguments in the value of an ExecStart=: <c>{ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g … ; … }</c>; null when it has none.</summary>
    public static (string Path, string Command)? ReadCommand(string? value)
    {
        const string pathMark = "path=";
        const string commandMark = "argv[]=";
        foreach (string line in (value ?? string.Empty).Split('\n'))
        {
            string[] fields = line.Trim('{', '}', ' ').Split(" ; ");
            string? path = fields.FirstOrDefault(field => field.StartsWith(pathMark, StringComparison.Ordinal))?[pathMark.Length..];
            if (path is { Length: > 0 })
            {
                return (path, fields.FirstOrDefault(field => field.StartsWith(commandMark, StringComparison.Ordinal))?[commandMark.Length..] ?? path);
            }
        }

        return null;
    }

    /// <summary>Splits a list of words as systemd prints it; blanks in a word are escaped there.</summary>
    public static IReadOnlyList<string> Words(string? value) => (value ?? string.Empty).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
