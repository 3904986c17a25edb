namespace Nginx502.Build.Help;

/// <summary>Makes the help of the module, en-US, from the pages of docs/help.</summary>
internal static class HelpBuilder
{
    private const string AboutPrefix = "about_";

    /// <summary>Writes the help into a directory of the module.</summary>
    /// <param name="pages">The directory of the pages.</param>
    /// <param name="module">The directory of the module.</param>
    /// <returns>How many pages there were.</returns>
    /// <exception cref="BuildException">A page is not as it has to be.</exception>
    public static int Write(string pages, string module)
    {
        string target = Directory.CreateDirectory(Path.Combine(module, "en-US")).FullName;
        var commands = new List<CommandPage>();
        string[] files = [.. Directory.EnumerateFiles(pages, "*.md").Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string text = File.ReadAllText(file);
            if (name.StartsWith(AboutPrefix, StringComparison.Ordinal))
            {
                File.WriteAllText(Path.Combine(target, name + ".help.txt"), AboutPageWriter.Write(file, text));
            }
            else
            {
                commands.Add(CommandPageReader.Read(file, text));
            }
        }

        MamlWriter.Write(commands).Save(Path.Combine(target, MamlWriter.FileName));
        return files.Length;
    }
}
