using Nginx502.Logs;

namespace Nginx502.IntegrationTests.Faults;

/// <summary>Reads an error log with Core, as the cmdlet does.</summary>
internal static class ErrorLog
{
    /// <summary>The upstream errors alone.</summary>
    public static IReadOnlyList<NginxUpstreamError> ReadErrors(string path) => Read(path, NginxErrorFilter.UpstreamErrors);

    /// <summary>The look-alikes too, without what nginx says of its own coming and going.</summary>
    public static IReadOnlyList<NginxUpstreamError> ReadAll(string path) =>
        [.. Read(path, new NginxErrorFilter { IncludesLookAlikes = true }).Where(entry => entry.Symptom != Symptom.Lifecycle)];

    private static IReadOnlyList<NginxUpstreamError> Read(string path, NginxErrorFilter filter) =>
        RealLog.Read(path, () => new NginxErrorRecordReader(filter));
}
