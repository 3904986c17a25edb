namespace Nginx502;

/// <summary>The half of nginx: whether a request to the site reaches the pool, and what nginx hands over. Its texts are safe to show.</summary>
/// <param name="State">What came of it.</param>
/// <param name="Explanation">Why: sentences.</param>
/// <param name="Server">The virtual server; empty where no location leads to the pool.</param>
/// <param name="Location">The location.</param>
/// <param name="Path">The file of the directive that hands over; null where there is none.</param>
/// <param name="LineNumber">Its line, from 1; null where there is none.</param>
/// <param name="Uri">What was asked for, without parameters; null where nothing was.</param>
/// <param name="Address">The listener that was connected to; null where none was.</param>
/// <param name="Status">The status of the answer; null where there was none.</param>
/// <param name="ScriptFileName">What nginx hands over as <c>SCRIPT_FILENAME</c> for that request: as php-fpm received it where the probe lay in the document root, else by the configuration; null where that is not known.</param>
/// <param name="DocumentRoot">What it hands over as <c>DOCUMENT_ROOT</c>, in the same way.</param>
public sealed record NginxIntegration(
    IntegrationState State,
    string Explanation,
    string Server,
    string Location,
    string? Path,
    int? LineNumber,
    string? Uri,
    string? Address,
    int? Status,
    string? ScriptFileName,
    string? DocumentRoot)
{
    /// <summary>The state and why.</summary>
    public override string ToString() => $"{State}: {Explanation}";
}
