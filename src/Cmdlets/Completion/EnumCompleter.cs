using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nginx502.Completion;

/// <summary>Completes the names of an enum, with what each means as tooltip.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class EnumCompleter<TEnum> : IArgumentCompleter
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = new WildcardText((wordToComplete ?? string.Empty).Trim('\'', '"') + "*");
        return Enum.GetNames<TEnum>()
            .Where(name => pattern.IsMatch(name))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, EnumDescriptions.Of(typeof(TEnum), name)));
    }
}
