namespace Nginx502.Linux;

/// <summary>One program that supervisord looks after, from its configuration (supervisord.org/configuration.html).</summary>
/// <param name="Name">Its name, as supervisorctl takes it.</param>
/// <param name="Command">What is run.</param>
/// <param name="IsAutoStarted">True when it is started with supervisord itself (<c>autostart</c>, true unless set).</param>
/// <param name="Restarts">Whether it is started again: <c>true</c>, <c>false</c> or <c>unexpected</c>, which is built in.</param>
internal sealed record SupervisorProgram(string Name, string Command, bool IsAutoStarted, string Restarts)
{
    private const string SectionStart = "program:";

    /// <summary>The programs of one file.</summary>
    public static IReadOnlyList<SupervisorProgram> Parse(string text) =>
    [
        .. Sections(text)
            .Where(section => section.Name.StartsWith(SectionStart, StringComparison.Ordinal) && section.Values.ContainsKey("command"))
            .Select(section => new SupervisorProgram(
                section.Name[SectionStart.Length..],
                section.Values["command"],
                !section.Values.GetValueOrDefault("autostart", "true").Equals("false", StringComparison.OrdinalIgnoreCase),
                section.Values.GetValueOrDefault("autorestart", "unexpected"))),
    ];

    /// <summary>The patterns of further files, as written, that a file includes.</summary>
    public static IReadOnlyList<string> Includes(string text) =>
    [
        .. Sections(text).Where(section => section.Name == "include" && section.Values.ContainsKey("files"))
            .SelectMany(section => section.Values["files"].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static List<(string Name, Dictionary<string, string> Values)> Sections(string text)
    {
        var sections = new List<(string Name, Dictionary<string, string> Values)>();
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] is not (';' or '#')))
        {
            if (line is ['[', .. var name, ']'])
            {
                sections.Add((name, new Dictionary<string, string>(StringComparer.Ordinal)));
            }
            else if (sections.Count > 0 && line.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
            {
                // A comment in a line begins behind a blank.
                string value = line[(equals + 1)..].Split(" ;", 2)[0].Trim();
                sections[^1].Values.TryAdd(line[..equals].Trim(), value);
            }
        }

        return sections;
    }
}
