using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>
/// Makes a DateTime parameter take a moment as a person says it: a DateTime, <c>02:00</c> (the latest such time),
/// <c>2026-11-23 03:00</c>, <c>15m</c> or a TimeSpan (that long ago). The result is local time.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LogTimeAttribute : TransformationAttribute<DateTime>
{
    /// <inheritdoc/>
    protected override string AcceptedForms => MomentText.AcceptedForms;

    /// <inheritdoc/>
    protected override string ValueName => "a moment";

    /// <inheritdoc/>
    protected override bool TryTransform(object value, PSObject original, out DateTime result)
    {
        switch (value)
        {
            case DateTime moment:
                result = moment.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(moment, DateTimeKind.Local) : moment.ToLocalTime();
                return true;
            case DateTimeOffset moment:
                result = moment.LocalDateTime;
                return true;
            case TimeSpan ago:
                return MomentText.TryGoBack(ago, DateTime.Now, out result);
            case string text:
                return MomentText.TryParse(text, DateTime.Now, out result);
            case short or decimal:
                return MomentText.TryParse(NumberText(original), DateTime.Now, out result);
            default:
                result = default;
                return false;
        }
    }
}
