using Nginx502.Linux;
using Nginx502.Reporting;

namespace Nginx502.UnitTests.Reporting.Metrics;

/// <summary>Another process that counts.</summary>
internal sealed class MetricLock : IDisposable
{
    private readonly MetricStateFile _file;

    private MetricLock(MetricStateFile file) => _file = file;

    public static MetricLock Take(string statePath) => new(MetricStateFile.Open(FileCalls.Kernel, statePath, "Export-502Metric", TimeSpan.FromSeconds(1), CancellationToken.None));

    public void Dispose() => _file.Dispose();
}
