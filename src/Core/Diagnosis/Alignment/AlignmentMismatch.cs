namespace Nginx502;

/// <summary>One way in which nginx and php-fpm disagree, with both places. Its texts are safe to show.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Severity">How bad it is: an error is one that visitors get, a note is worth knowing.</param>
/// <param name="AttemptStatus">The status that it gives when it strikes: 502, 504 or 500; null when it gives none.</param>
/// <param name="Explanation">What is wrong and why it hurts, for a tired person.</param>
/// <param name="NginxPlace">The line of nginx's configuration; null when it has none.</param>
/// <param name="FpmPlace">The line of php-fpm's configuration; null when it has none.</param>
/// <param name="Remedies">What can be done, the best first.</param>
public sealed record AlignmentMismatch(
    AlignmentMismatchKind Kind,
    Severity Severity,
    int? AttemptStatus,
    string Explanation,
    AlignmentPlace? NginxPlace,
    AlignmentPlace? FpmPlace,
    Remedy[] Remedies)
{
    /// <summary>The kind and the explanation.</summary>
    public override string ToString() => $"{Kind}: {Explanation}";
}
