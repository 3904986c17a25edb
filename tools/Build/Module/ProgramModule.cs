namespace Nginx502.Build.Module;

/// <summary>The module that the Shell carries: the same, but its own assemblies are compiled ahead for this machine.</summary>
internal static class ProgramModule
{
    /// <summary>Puts it at <c>Modules/Nginx502/VERSION</c> of the program.</summary>
    /// <param name="module">The module as it is published.</param>
    /// <param name="program">The program's directory, with the compiled assemblies in <c>Modules</c>.</param>
    /// <param name="version">The version of the module.</param>
    public static void LayOut(string module, string program, string version)
    {
        string modules = Path.Combine(program, "Modules");
        string target = Path.Combine(modules, "Nginx502", version);
        foreach (string file in Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            string compiled = Path.Combine(modules, Path.GetFileName(file));
            if (File.Exists(compiled))
            {
                File.Move(compiled, copy);
            }
            else
            {
                File.Copy(file, copy);
            }
        }
    }
}
