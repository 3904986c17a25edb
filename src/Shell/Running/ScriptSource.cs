using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Nginx502.Shell.CommandLine;

namespace Nginx502.Shell.Running;

/// <summary>What is run: its command in the pipeline, and whether it reads <c>$input</c>.</summary>
/// <param name="Text">The script as it was given.</param>
/// <param name="Command">The first command of the pipeline.</param>
/// <param name="ReadsInput">True when the script asks for <c>$input</c>; only then is standard input touched.</param>
internal sealed record ScriptSource(string Text, Command Command, bool ReadsInput)
{
    /// <summary>Takes a text as the script.</summary>
    /// <exception cref="ParseException">The text is no PowerShell.</exception>
    public static ScriptSource FromText(string text)
    {
        ScriptBlockAst script = Parse(text, fileName: null);
        return new ScriptSource(text, new Command(text, isScript: true, useLocalScope: false), AsksForInput(script));
    }

    /// <summary>Takes a file as the script, with what follows it on the command line.</summary>
    /// <remarks>
    /// The script becomes a function of its file's name: the engine treats <c>exit</c> in a script file as the end of
    /// that file only, and here it is the end of the program. The text keeps its file, for errors and <c>$PSScriptRoot</c>.
    /// </remarks>
    /// <exception cref="ParseException">The file is no PowerShell.</exception>
    public static ScriptSource FromFile(string path, IReadOnlyList<string> words, Runspace runspace)
    {
        string fullPath = Path.GetFullPath(path);
        string text = File.ReadAllText(fullPath);
        ScriptBlockAst script = Parse(text, fullPath);
        string name = Path.GetFileName(fullPath);
        runspace.SessionStateProxy.InvokeProvider.Item.Set($"function:global:{WildcardPattern.Escape(name)}", script.GetScriptBlock());
        var command = new Command(name, isScript: false, useLocalScope: false);
        foreach (CommandParameter parameter in ScriptParameters.From(words))
        {
            command.Parameters.Add(parameter);
        }

        return new ScriptSource(text, command, AsksForInput(script));
    }

    private static ScriptBlockAst Parse(string text, string? fileName)
    {
        ScriptBlockAst script = Parser.ParseInput(text, fileName, out _, out ParseError[] errors);
        return errors.Length == 0 ? script : throw new ParseException(errors);
    }

    private static bool AsksForInput(ScriptBlockAst script) =>
        script.ProcessBlock is not null
        || script.Find(ast => ast is VariableExpressionAst { VariablePath.UserPath: var name } && name.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null;
}
