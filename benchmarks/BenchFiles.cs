namespace Nginx502.Benchmarks;

/// <summary>The generated logs, removed at the end.</summary>
internal sealed class BenchFiles : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;

    public BenchFiles(BenchOptions options)
    {
        Console.WriteLine($"Generating logs in {_directory} ...");
        Sparse = Generate("sparse.log", options.Megabytes, 0.02);
        Dense = Generate("dense.log", options.Megabytes, 1);
        Large = Generate("large.log", options.LargeMegabytes, 0.02);
    }

    /// <summary>A log of which 2 % are upstream errors.</summary>
    public string Sparse { get; }

    /// <summary>A log of nothing but upstream errors.</summary>
    public string Dense { get; }

    /// <summary>A log like the sparse one, as large as a forgotten one gets.</summary>
    public string Large { get; }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Generate(string name, int megabytes, double upstreamShare)
    {
        string path = Path.Combine(_directory, name);
        LogGenerator.Write(path, megabytes * 1_000_000L, upstreamShare);
        return path;
    }
}
