using System.Globalization;

namespace Nginx502;

/// <summary>Sizes of memory in few letters, for people: <c>850 kB</c>, <c>12.4 MB</c>, <c>1,536 MB</c>, in powers of 1024.</summary>
public static class MemoryText
{
    private const double Kilobyte = 1024;
    private const double Megabyte = Kilobyte * 1024;
    private const double Small = 100;

    /// <summary>The size with its unit.</summary>
    public static string Of(double bytes)
    {
        string sign = bytes < 0 ? "-" : string.Empty;
        double size = Math.Abs(bytes);
        return sign + (size < Megabyte
            ? string.Create(CultureInfo.InvariantCulture, $"{size / Kilobyte:0} kB")
            : size < Small * Megabyte
                ? string.Create(CultureInfo.InvariantCulture, $"{size / Megabyte:0.0} MB")
                : string.Create(CultureInfo.InvariantCulture, $"{size / Megabyte:#,0} MB"));
    }
}
