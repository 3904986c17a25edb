using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Amounts in the words of explanations.</summary>
internal static class ResourceText
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A size: <c>1.5 GiB</c>.</summary>
    public static string Size(double bytes)
    {
        const double step = 1024;
        int unit = 0;
        while (bytes >= step && unit < Units.Length - 1)
        {
            bytes /= step;
            unit++;
        }

        return bytes.ToString(unit == 0 ? "0" : "0.#", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A share of a whole: <c>42 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number as people write it.</summary>
    public static string Count(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
