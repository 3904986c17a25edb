using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Internal;

/// <summary>
/// An object as a view meets it: of its own type here, a bag of properties after a journey through remoting. Values that are not there
/// are empty.
/// </summary>
/// <param name="value">The object.</param>
internal readonly struct ViewObject(object? value)
{
    private readonly PSObject? _value = value is null ? null : PSObject.AsPSObject(value);

    /// <summary>True when there is no object.</summary>
    public bool IsNull => _value is null;

    /// <summary>A property as text; empty when it is null or not there.</summary>
    public string Text(string name) => Convert.ToString(Unwrap(Raw(name)), CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>A property as it is; null when it is not there.</summary>
    public object? Value(string name) => Unwrap(Raw(name));

    /// <summary>A property that is true or false.</summary>
    public bool Flag(string name) => Unwrap(Raw(name)) is true;

    /// <summary>A property that is an object.</summary>
    public ViewObject Object(string name) => new(Raw(name));

    /// <summary>A property that is a list.</summary>
    public IEnumerable<ViewObject> List(string name) =>
        Unwrap(Raw(name)) is IEnumerable list and not string ? list.Cast<object?>().Select(item => new ViewObject(item)) : [];

    /// <inheritdoc/>
    public override string ToString() => _value?.ToString() ?? string.Empty;

    private object? Raw(string name) => _value?.Properties[name]?.Value;

    private static object? Unwrap(object? raw) => raw is PSObject wrapper ? wrapper.BaseObject : raw;
}
