namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>A temporary directory for sockets.</summary>
internal sealed class SocketDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("nginx502-").FullName;

    /// <summary>The directory's full path.</summary>
    public string FullPath => _path;

    /// <summary>The full path of a name in it.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
