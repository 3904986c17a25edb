using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>What a finding tells to type can be typed: it parses, and each cmdlet of the module has the parameters that are given.</summary>
public sealed class RemedyCommandTests : IDisposable
{
    private static readonly string Cases = Package.TestData("diagnosis");

    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_remedy_can_be_typed()
    {
        Dictionary<string, CommandInfo> known = _session.Invoke("Get-Command -Module Nginx502").Clean().As<CommandInfo>().ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        string[] typed = [.. Directory.GetFiles(Cases, "*.json", SearchOption.AllDirectories).SelectMany(Commands).Distinct().Where(command => known.Keys.Any(name => command.StartsWith(name, StringComparison.Ordinal)))];

        Assert.NotEmpty(typed);
        Assert.All(typed, command => Assert.Empty(Wrong(command, known)));
    }

    private static IEnumerable<string> Commands(string file)
    {
        using JsonDocument whole = JsonDocument.Parse(File.ReadAllText(file));
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(SnapshotJson.Read(whole.RootElement.GetProperty("Snapshot").GetRawText()));
        return [.. All(diagnosis.Findings).SelectMany(finding => finding.Remedies).Select(remedy => remedy.Command).OfType<string>()];
    }

    private static IEnumerable<Finding> All(IEnumerable<Finding> findings) => findings.SelectMany(finding => All(finding.Consequences).Prepend(finding));

    private static IEnumerable<string> Wrong(string command, Dictionary<string, CommandInfo> known)
    {
        ScriptBlockAst script = Parser.ParseInput(command, out _, out ParseError[] errors);
        foreach (ParseError error in errors)
        {
            yield return $"{command}: {error.Message}";
        }

        foreach (CommandAst call in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (known.TryGetValue(call.GetCommandName() ?? string.Empty, out CommandInfo? cmdlet))
            {
                foreach (CommandParameterAst parameter in call.CommandElements.OfType<CommandParameterAst>().Where(parameter => !cmdlet.Parameters.ContainsKey(parameter.ParameterName)))
                {
                    yield return $"{command}: {cmdlet.Name} has no -{parameter.ParameterName}";
                }
            }
        }
    }
}
