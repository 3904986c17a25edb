using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>Reads configurations anew, as a program would find them once new files are in place.</summary>
internal static class StagedReading
{
    /// <summary>The configuration of a php-fpm.</summary>
    /// <param name="reading">The php-fpm.</param>
    /// <param name="files">The new files; none for what is in place.</param>
    public static FpmReading Of(FpmReading reading, IReadOnlyList<StagedFile> files) =>
        reading with { Configuration = FpmConfiguration.Read(reading.Configuration.Path, reading.Configuration.Options, Contents(files)) };

    /// <summary>The configuration of an nginx.</summary>
    /// <param name="reading">The nginx.</param>
    /// <param name="files">The new files; none for what is in place.</param>
    public static NginxReading Of(NginxReading reading, IReadOnlyList<StagedFile> files) =>
        reading with { Configuration = Nginx.NginxConfiguration.Read(reading.Configuration.Path, reading.Instance.Files, reading.Configuration.Options).With(Contents(files)) };

    /// <summary>The files of configurations, those that were there when they were read first and those that their includes bring now, and what PHP reads beside them.</summary>
    public static IReadOnlyList<string> Files(IEnumerable<FpmReading> fpm, IEnumerable<NginxReading> nginx, IReadOnlyList<StagedFile> files) =>
    [
        .. fpm.SelectMany(reading => reading.Configuration.Files.Concat(Of(reading, files).Configuration.Files)).Select(file => file.Path)
            .Concat(fpm.SelectMany(reading => PhpIniFiles.Of(reading.Instance)))
            .Concat(nginx.SelectMany(reading => reading.Configuration.Files.Concat(Of(reading, files).Configuration.Files)).Select(file => file.Path))
            .Distinct(StringComparer.Ordinal),
    ];

    // A program may include a file by its own name where the change names it by a link.
    private static Dictionary<string, byte[]> Contents(IReadOnlyList<StagedFile> files)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (StagedFile file in files)
        {
            contents[file.Path] = contents[file.RealPath] = file.Content.ToArray();
        }

        return contents;
    }
}
