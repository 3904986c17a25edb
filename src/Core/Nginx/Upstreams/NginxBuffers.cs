using System.Globalization;

namespace Nginx502;

/// <summary>Buffers as directives such as <c>fastcgi_buffers</c> have them.</summary>
/// <param name="Number">How many, at least 2.</param>
/// <param name="SizeBytes">The size of each in bytes.</param>
public sealed record NginxBuffers(int Number, long SizeBytes)
{
    /// <summary>The size of all in bytes.</summary>
    public long TotalBytes => Number * SizeBytes;

    /// <summary>As a directive has them: <c>8 4096</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {SizeBytes}");
}
