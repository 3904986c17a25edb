using Nginx502.Fpm;

namespace Nginx502;

/// <summary>A file of a configuration of php-fpm, as it was read.</summary>
public sealed class FpmConfigurationFile
{
    internal FpmConfigurationFile(string path, IniFile ini)
    {
        Path = path;
        Ini = ini;
    }

    /// <summary>The full path, as php-fpm names it: links are not followed in it.</summary>
    public string Path { get; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content => Ini.Bytes;

    internal IniFile Ini { get; }

    /// <summary>The path, safe to show.</summary>
    public override string ToString() => SafeText.Escape(Path);
}
