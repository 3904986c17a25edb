using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx;

/// <summary>A directory that stands for <c>/</c>, for files of one test.</summary>
internal sealed class TemporaryTree : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public FileTree Files => FileTree.At(_root);

    public string RootPath => _root;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllBytes(_root + path, bytes);
    }

    public NginxConfiguration Read(string path = "/nginx.conf", NginxReadingOptions? options = null) => NginxConfiguration.Read(path, Files, options);
}
