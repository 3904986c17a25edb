using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Values of -Directive as texts of a configuration: true is <c>yes</c> in php-fpm, several are joined by a blank.</summary>
internal static class DirectiveText
{
    /// <summary>The text of a value; null for $null, which takes the directive away.</summary>
    public static string? Of(object? value) => (value is PSObject wrapper ? wrapper.BaseObject : value) switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "yes" : "no",
        TimeSpan time => ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
        IEnumerable several => string.Join(' ', several.Cast<object?>().Select(Of)),
        object other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}
