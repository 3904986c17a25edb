using System.IO.Compression;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>A log in a temporary directory.</summary>
internal sealed class StoredLog : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("nginx502-test").FullName;
    private readonly List<LogFile> _files = [];

    public LogFile Open(byte[] bytes, bool isPacked = false, DateTime? lastWrite = null)
    {
        string path = PathOf($"{_files.Count}.log");
        if (isPacked)
        {
            using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            packed.Write(bytes);
        }
        else
        {
            File.WriteAllBytes(path, bytes);
        }

        if (lastWrite is DateTime time)
        {
            File.SetLastWriteTime(path, time);
        }

        return Open(path);
    }

    public LogFile Open(string path)
    {
        var file = LogFile.Open(path, isRoot: false);
        _files.Add(file);
        return file;
    }

    public string PathOf(string name) => Path.Combine(_directory, name);

    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        Directory.Delete(_directory, recursive: true);
    }
}
