using System.Collections;
using System.Globalization;

namespace Nginx502.Pipeline;

/// <summary>
/// What a cmdlet was called with, as a command. It is put together from its parameters and not taken from what was typed: a line of a script
/// may hold much else, and the values of directives may be secrets.
/// </summary>
internal static class CommandLineText
{
    /// <summary>The command.</summary>
    /// <param name="name">The cmdlet.</param>
    /// <param name="bound">Its parameters. Objects that were piped are left out: the settings of the change say what they were.</param>
    public static string Of(string name, IReadOnlyDictionary<string, object> bound)
    {
        IEnumerable<string> arguments = bound
            .Where(parameter => !System.Management.Automation.Cmdlet.CommonParameters.Contains(parameter.Key))
            .Select(parameter => Argument(parameter.Key, parameter.Value))
            .OfType<string>();
        return string.Join(' ', arguments.Prepend(name));
    }

    private static string? Argument(string name, object? value) => value switch
    {
        System.Management.Automation.SwitchParameter { IsPresent: true } => "-" + name,
        System.Management.Automation.SwitchParameter => $"-{name}:$false",
        _ => Text(value) is { } text ? $"-{name} {text}" : null,
    };

    private static string? Text(object? value) => value switch
    {
        null => "$null",
        string text => PasteText.PowerShellArgument(text),
        TimeSpan time => time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        FpmEndpoint endpoint => PasteText.PowerShellArgument(endpoint.ToString()),
        IDictionary directives => Directives(directives),
        IFormattable number => PasteText.PowerShellArgument(number.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable<string> texts => string.Join(", ", texts.Select(PasteText.PowerShellArgument)),
        IEnumerable<int> numbers => string.Join(", ", numbers),
        _ => null,
    };

    private static string Directives(IDictionary directives) =>
        $"@{{ {string.Join("; ", directives.Cast<DictionaryEntry>().Select(entry => Directive($"{entry.Key}", entry.Value)))} }}";

    private static string Directive(string name, object? value)
    {
        string? text = Binding.DirectiveText.Of(value);

        // The name of a variable stands before its value: fastcgi_param API_TOKEN …
        bool isSecret = SecretText.IsSecretName(name) || (text?.Split(' ').SkipLast(1).Any(SecretText.IsSecretName) ?? false);
        string shown = text is null ? "$null" : PasteText.PowerShell(isSecret ? SecretText.Mask : SecretText.MaskCredentials(text));
        return $"{PasteText.PowerShell(name)} = {shown}";
    }
}
