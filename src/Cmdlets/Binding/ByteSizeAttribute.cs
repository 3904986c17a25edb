using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Makes a parameter of bytes (Int64) take sizes as nginx and php.ini write them: a number is bytes; <c>16k</c>, <c>512M</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ByteSizeAttribute : TransformationAttribute<long>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => ByteSizeText.AcceptedForms;

    /// <inheritdoc/>
    protected override string ValueName => "a size";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out long result)
    {
        switch (value)
        {
            case string text:
                return ByteSizeText.TryParse(text, out result);
            case byte or sbyte or short or ushort or int or uint or long:
                result = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return result >= 0;
            case ulong or float or double or decimal:
                // 0.5GB is a double at the prompt.
                double bytes = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                result = bytes is >= 0 and < long.MaxValue ? (long)bytes : -1;
                return result >= 0;
            default:
                result = 0;
                return false;
        }
    }
}
