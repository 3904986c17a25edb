using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>
/// Makes a String parameter take lines of a log and nothing else. The engine would turn any object into its text, so that
/// an error piped by mistake were read as a line.
/// </summary>
/// <remarks>
/// Besides strings: what a program wrote to standard error (<c>docker logs nginx 2&gt;&amp;1</c> gives ErrorRecord objects), and
/// what Select-String found (its <c>Line</c>).
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LogLineAttribute : TransformationAttribute<string>
{
    // What binds to -LiteralPath.
    private static readonly string[] PathProperties = ["PSPath", "LiteralPath", "LP"];

    /// <summary>
    /// A type that another parameter takes from the pipeline. (What Get-ChildItem gives is told by its PSPath, which
    /// -LiteralPath takes.)
    /// </summary>
    public Type? OtherType { get; set; }

    /// <inheritdoc/>
    protected override string AcceptedForms => "lines of text; files are read with -Path or -LiteralPath";

    /// <inheritdoc/>
    protected override string ValueName => "a line of a log";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out string result)
    {
        string? line = value switch
        {
            string text => text,
            ErrorRecord record => record.Exception.Message,
            _ => original.Properties["Line"]?.Value as string,
        };
        result = line!;
        return line is not null;
    }

    // The engine tries other parameters only after this one.
    /// <inheritdoc/>
    protected override bool MayBindOtherwise(PSObject original) =>
        PathProperties.Any(name => original.Properties[name] is not null) || OtherType?.IsInstanceOfType(original.BaseObject) == true;
}
