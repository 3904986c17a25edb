namespace Nginx502.Linux;

/// <summary>Reads the files of ufw: running it would load modules and rules' helpers.</summary>
internal static class UfwFiles
{
    private const string MainPath = "/etc/ufw/ufw.conf";
    private const string DefaultsPath = "/etc/default/ufw";
    private const string TupleMark = "### tuple ### ";

    private static readonly string[] RulesPaths = ["/etc/ufw/user.rules", "/etc/ufw/user6.rules"];

    /// <summary>How it is set up; null where it is not installed.</summary>
    public static UfwState? Read(FileTree files) => files.ReadText(MainPath, out _) is { } main
        ? new UfwState(
            IsYes(main, "ENABLED"),
            IsYes(files.ReadText(DefaultsPath, out _) ?? string.Empty, "IPV6"),
            [.. RulesPaths.SelectMany(path => Tuples(files.ReadText(path, out _) ?? string.Empty))])
        : null;

    private static IEnumerable<string> Tuples(string text) => text.Split('\n')
        .Where(line => line.StartsWith(TupleMark, StringComparison.Ordinal))
        .Select(line => SafeText.Escape(line[TupleMark.Length..].Trim()));

    // As a shell reads it: the last one holds.
    private static bool IsYes(string text, string name) => text.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim('"', '\'', ' '))
        .LastOrDefault()?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true;
}
