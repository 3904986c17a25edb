namespace Nginx502.Shell.CommandLine;

/// <summary>The command line of the program, understood.</summary>
internal sealed record ShellArguments
{
    private static readonly string[] Options =
        ["Command", "File", "OutputFormat", "NoProfile", "NonInteractive", "NoLogo", "Recover", "Help", "Version"];

    /// <summary>What to do.</summary>
    public ShellAction Action { get; private init; } = ShellAction.RunStandardInput;

    /// <summary>The text to run, empty unless <see cref="ShellAction.RunCommand"/>.</summary>
    public string Command { get; private init; } = "";

    /// <summary>The script to run, empty unless <see cref="ShellAction.RunFile"/>.</summary>
    public string File { get; private init; } = "";

    /// <summary>What follows the script, or <c>-Recover</c>, on the command line.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>How objects are written.</summary>
    public OutputFormat OutputFormat { get; private init; }

    /// <summary>True when prompts are refused even on a terminal.</summary>
    public bool NonInteractive { get; private init; }

    /// <summary>
    /// Understands the arguments of the program. Options are taken with one dash or two, in any case, and shortened as
    /// far as they stay unique, as pwsh does. The first word that is no option begins the command, or is a script.
    /// </summary>
    /// <exception cref="UsageException">They make no sense.</exception>
    public static ShellArguments Parse(IReadOnlyList<string> arguments)
    {
        var result = new ShellArguments();
        for (int index = 0; index < arguments.Count; index++)
        {
            string word = arguments[index];
            IReadOnlyList<string> rest = [.. arguments.Skip(index + 1)];
            switch (OptionNamed(word))
            {
                case null:
                    return IsScript(word)
                        ? result with { Action = ShellAction.RunFile, File = word, Words = rest }
                        : result with { Action = ShellAction.RunCommand, Command = CommandWords.Join([word, .. rest]) };
                case "Command" when rest is ["-"]:
                    return result with { Action = ShellAction.RunStandardInput };
                case "Command" when rest.Count > 0:
                    return result with { Action = ShellAction.RunCommand, Command = string.Join(' ', rest) };
                case "File" when rest is ["-"]:
                    return result with { Action = ShellAction.RunStandardInput };
                case "File" when rest.Count > 0:
                    return System.IO.File.Exists(rest[0])
                        ? result with { Action = ShellAction.RunFile, File = rest[0], Words = [.. rest.Skip(1)] }
                        : throw new UsageException($"there is no script '{rest[0]}'.");
                case "OutputFormat" when rest.Count > 0:
                    result = result with { OutputFormat = FormatNamed(rest[0]) };
                    index++;
                    break;
                case "NonInteractive":
                    result = result with { NonInteractive = true };
                    break;
                case "NoProfile" or "NoLogo":
                    // There is neither: taken so that a line written for pwsh works.
                    break;
                case "Recover" when index == 0 && word.TrimStart('-').Length == "Recover".Length:
                    return result with { Action = ShellAction.Recover, Words = rest };
                case "Recover":
                    throw new UsageException("-Recover is the first word, written out, and takes no other options than its own.");
                case "Help":
                    return result with { Action = ShellAction.ShowHelp };
                case "Version":
                    return result with { Action = ShellAction.ShowVersion };
                case string option:
                    throw new UsageException($"-{option} needs a value.");
            }
        }

        return result;
    }

    /// <summary>The option that a word names, or null when it begins the command.</summary>
    private static string? OptionNamed(string word)
    {
        if (word.Length < 2 || word[0] != '-')
        {
            return null;
        }

        string name = word.TrimStart('-');
        if (name is "?")
        {
            return "Help";
        }

        string[] candidates = [.. Options.Where(option => option.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        return candidates switch
        {
            [string option] => option,
            [] => throw new UsageException($"there is no option '{word}'. A command that begins with a dash goes after -Command."),
            _ => throw new UsageException($"'{word}' could be {string.Join(" or ", candidates.Select(option => '-' + option))}."),
        };
    }

    // '#!/usr/bin/env nginx502' passes the script's path, with or without an extension.
    private static bool IsScript(string word) => System.IO.File.Exists(word)
        && (word.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || (word.Contains('/') && BeginsWithShebang(word)));

    private static bool BeginsWithShebang(string path)
    {
        using FileStream file = System.IO.File.OpenRead(path);
        return file.ReadByte() == '#' && file.ReadByte() == '!';
    }

    private static OutputFormat FormatNamed(string name) =>
        Enum.TryParse(name, ignoreCase: true, out OutputFormat format) && char.IsAsciiLetter(name[0])
            ? format
            : throw new UsageException($"-OutputFormat is {string.Join(", ", Enum.GetNames<OutputFormat>())}; '{name}' is none of them.");
}
