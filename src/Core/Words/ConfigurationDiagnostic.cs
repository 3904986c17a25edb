namespace Nginx502;

/// <summary>What is to be said about one place of a configuration. Its texts are safe to show.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Id">Which kind of finding it is, one word: <c>MissingInclude</c>. Stable, for scripts.</param>
/// <param name="Message">What is wrong, without the place: a sentence without its full stop, as the program itself would say it where it does.</param>
/// <param name="Path">The file; null when the program names none.</param>
/// <param name="LineNumber">The line, from 1; null when it is about the whole file or unknown.</param>
/// <param name="Column">The byte within the line, from 1; null when unknown.</param>
/// <param name="Advice">What to do about it, a sentence; null where the message says it all.</param>
/// <param name="Source">Who says it: <c>nginx</c>, <c>php-fpm</c>, or <c>Nginx502</c> for our own reading.</param>
public sealed record ConfigurationDiagnostic(
    Severity Severity,
    string Id,
    string Message,
    string? Path,
    int? LineNumber,
    int? Column = null,
    string? Advice = null,
    string Source = ConfigurationDiagnostic.OwnSource)
{
    /// <summary>The <see cref="Source"/> of our own reading.</summary>
    public const string OwnSource = "Nginx502";

    /// <summary>The place as editors and compilers write it, <c>/etc/nginx/nginx.conf:12:5</c>; empty when there is none.</summary>
    public string Place => ConfigurationPlace.Format(Path, LineNumber, Column);

    /// <summary>The place and the message.</summary>
    public override string ToString() => Place.Length == 0 ? Message : $"{Place}: {Message}";
}
