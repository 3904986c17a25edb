using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>
/// A transformation of an argument, one element at a time: arrays keep their shape, PowerShell's wrapper is taken off
/// first, and what cannot be transformed is an error that names the accepted forms.
/// </summary>
/// <typeparam name="T">What the parameter takes.</typeparam>
public abstract class TransformationAttribute<T> : ArgumentTransformationAttribute
{
    /// <summary>The accepted forms, to complete the sentence "Give …".</summary>
    protected abstract string AcceptedForms { get; }

    /// <summary>What the value is called in messages, with its article.</summary>
    protected abstract string ValueName { get; }

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        // $null stays: the engine's own message for it names the parameter.
        if (Unwrap(inputData) is not object value)
        {
            return inputData;
        }

        return value is System.Collections.IList list && value is not string
            ? list.Cast<object?>().Select(TransformElement).ToArray()
            : TransformElement(inputData);
    }

    /// <summary>Transforms one element.</summary>
    /// <param name="value">The element without PowerShell's wrapper.</param>
    /// <param name="original">The element as it was given, for its properties.</param>
    /// <param name="result">What it becomes.</param>
    /// <returns>False when it is none of the accepted forms.</returns>
    protected abstract bool TryTransform(object value, PSObject original, out T result);

    /// <summary>
    /// True when an element that cannot be transformed may still bind to another parameter: the engine then goes on
    /// looking, which it does for failed casts only.
    /// </summary>
    protected virtual bool MayBindOtherwise(PSObject original) => false;

    /// <summary>
    /// A number as it was typed. The parser takes <c>3d</c> for a decimal and <c>30s</c> for a short, and drops the unit;
    /// the engine keeps the typed text beside the number.
    /// </summary>
    protected static string NumberText(PSObject original) =>
        LanguagePrimitives.TryConvertTo(original, CultureInfo.InvariantCulture, out string text) ? text : string.Empty;

    private object? TransformElement(object? element)
    {
        if (Unwrap(element) is not object value)
        {
            return null;
        }

        var original = PSObject.AsPSObject(element);
        if (TryTransform(value, original, out T result))
        {
            return result;
        }

        // What came through remoting has no text of its own.
        string name = value is string || value.ToString() is { Length: > 0 } ? value.ToString()! : original.TypeNames[0];
        throw new ArgumentTransformationMetadataException(
            $"'{SafeText.Escape(name)}' is not {ValueName}. Give {AcceptedForms}.",
            MayBindOtherwise(original) ? new PSInvalidCastException() : null);
    }

    private static object? Unwrap(object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;
}
