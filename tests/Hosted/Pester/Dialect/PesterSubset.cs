using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Nginx502.HostedTests.Pester;

/// <summary>The part of Pester that the dialect knows (tests/Pester/README.md), held by the syntax tree: anything else is refused.</summary>
internal static partial class PesterSubset
{
    private static readonly string[] Blocks = ["Describe", "Context"];
    private static readonly string[] Hooks = ["BeforeAll", "BeforeEach", "AfterEach", "AfterAll", "BeforeDiscovery"];
    private static readonly string[] NotInBodies = [.. Blocks, .. Hooks, "It", "Mock", "InModuleScope", "Set-ItResult", "Invoke-Pester", "New-MockObject"];

    // The operators of Should with one value, and those without; Throw may have its message.
    private static readonly string[] Binary =
    [
        "Be", "BeExactly", "BeOfType", "BeIn", "Contain", "HaveCount", "BeLike", "Match", "MatchExactly",
        "BeGreaterThan", "BeGreaterOrEqual", "BeLessThan", "BeLessOrEqual",
    ];

    private static readonly string[] Unary = ["BeTrue", "BeFalse", "BeNullOrEmpty", "Exist", "Throw"];
    private static readonly string[] Options = ["Not", "Because"];
    private static readonly string[] ThrowOptions = [.. Options, "ErrorId", "ExpectedMessage", "ExceptionType", "PassThru"];
    private static readonly string[] WithoutValue = [.. Binary, .. Unary, "Not", "PassThru"];

    /// <exception cref="InvalidOperationException">The file leaves the subset; the message names each place.</exception>
    public static void Check(string path)
    {
        ScriptBlockAst file = Parser.ParseFile(path, out _, out ParseError[] errors);
        string[] problems =
        [
            .. errors.Select(error => At(error.Extent, error.Message)),
            .. CheckBlock(file, isFile: true),
            .. file.FindAll(ast => ast is BreakStatementAst or ContinueStatementAst && !IsInLoop(ast), true).Select(ast => At(ast.Extent, "outside of a loop")),
        ];
        if (problems.Length > 0)
        {
            throw new InvalidOperationException(string.Join('\n', problems));
        }
    }

    [GeneratedRegex(@"<(\w+(?:\.\w+)*)>")]
    public static partial Regex Template();

    [GeneratedRegex("[`$\"]")]
    public static partial Regex Special();

    private static IEnumerable<string> CheckBlock(ScriptBlockAst block, bool isFile) =>
        !IsPlain(block) ? [At(block.Extent, "using, param, begin, process or end")]
        : block.EndBlock.Statements.SelectMany(statement => statement is PipelineAst { PipelineElements: [CommandAst command], Background: false }
            ? CheckDefinition(command, isFile)
            : [At(statement.Extent, "code outside It, Before*, After* and BeforeDiscovery")]);

    private static IEnumerable<string> CheckDefinition(CommandAst command, bool isFile)
    {
        string name = command.GetCommandName() ?? string.Empty;
        bool isBlock = Is(name, Blocks);
        bool isTest = Is(name, ["It"]) && !isFile;
        bool isHook = Is(name, Hooks) && !(isFile && Is(name, ["BeforeEach", "AfterEach"]));
        List<CommandElementAst> values = Values(command);
        if (!(isBlock || isTest || isHook) || values.LastOrDefault() is not ScriptBlockExpressionAst { ScriptBlock: var body } || !IsPlain(body))
        {
            return [At(command.Extent, "code outside It, Before*, After* and BeforeDiscovery, or no plain script block at its end")];
        }

        bool hasItsArguments = HasOnly(command, isHook ? [] : isTest ? ["Tag", "ForEach", "TestCases"] : ["Tag", "ForEach"])
            && (isHook ? values.Count == 1 : values is [StringConstantExpressionAst title, _] && !Template().Replace(title.Value, string.Empty).AsSpan().ContainsAny('<', '>'));
        return
        [
            .. hasItsArguments ? [] : (string[])[At(command.Extent, "an unknown parameter, a name that is not constant, or a template that is not <name>")],
            .. isBlock ? CheckBlock(body, isFile: false)
                : body.FindAll(ast => ast is CommandAst inner && !IsAllowed(inner), true).Select(inner => At(inner.Extent, "not in the subset")),
        ];
    }

    // A command in a body: all but Pester's own are free; what the engine lacks fails when it runs.
    private static bool IsAllowed(CommandAst command)
    {
        string name = command.GetCommandName() ?? string.Empty;
        if (!Is(name, ["Should"]))
        {
            return !Is(name, NotInBodies) && !name.StartsWith("Should-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Assert-", StringComparison.OrdinalIgnoreCase);
        }

        string[] operators = [.. Parameters(command).Select(parameter => parameter.ParameterName).Where(used => Is(used, [.. Binary, .. Unary]))];
        bool isThrow = operators is [var only] && Is(only, ["Throw"]);
        int count = Values(command).Count;
        return operators.Length == 1 && HasOnly(command, [operators[0], .. isThrow ? ThrowOptions : Options])
            && (Is(operators[0], Binary) ? count == 1 : count == 0 || (isThrow && count == 1))
            && command.Parent is PipelineAst { PipelineElements: [_, .., var last] } && last == command;
    }

    private static bool HasOnly(CommandAst command, string[] parameters) =>
        Parameters(command).All(used => used.Argument is null && Is(used.ParameterName, parameters))
        && !command.CommandElements.Any(element => element is VariableExpressionAst { Splatted: true });

    private static IEnumerable<CommandParameterAst> Parameters(CommandAst command) => command.CommandElements.OfType<CommandParameterAst>();

    // The arguments by position: what is no parameter and does not follow one that takes a value.
    private static List<CommandElementAst> Values(CommandAst command) =>
        [.. command.CommandElements.Skip(1).Where((element, index) => element is not CommandParameterAst
            && !(command.CommandElements[index] is CommandParameterAst before && !Is(before.ParameterName, WithoutValue)))];

    private static bool IsPlain(ScriptBlockAst body) =>
        body is { ParamBlock: null, DynamicParamBlock: null, BeginBlock: null, ProcessBlock: null, CleanBlock: null, UsingStatements.Count: 0, EndBlock.Unnamed: true };

    private static bool IsInLoop(Ast ast) => ast.Parent is not (null or ScriptBlockAst) && (ast.Parent is LoopStatementAst or SwitchStatementAst || IsInLoop(ast.Parent));

    private static bool Is(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string At(IScriptExtent where, string problem) => $"{Path.GetFileName(where.File)}:{where.StartLineNumber}: {problem}: {where.Text.Split('\n')[0]}";
}
