using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>
/// Makes a TimeSpan parameter take durations as nginx and php-fpm write them: a bare number or digit string is seconds.
/// (The engine alone reads 30 as 3 µs and '30' as 30 days.)
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationAttribute : TransformationAttribute<TimeSpan>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => DurationText.AcceptedForms;

    /// <inheritdoc/>
    protected override string ValueName => "a duration";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out TimeSpan result)
    {
        switch (value)
        {
            case TimeSpan span:
                result = span;
                return span >= TimeSpan.Zero;
            case string text:
                return DurationText.TryParse(text, out result);
            case byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal:
                return DurationText.TryParse(NumberText(original), out result);
            default:
                result = default;
                return false;
        }
    }
}
