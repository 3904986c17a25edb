namespace Nginx502.Nginx;

/// <summary>An upstream with the lines that it was read from.</summary>
/// <param name="Upstream">The upstream.</param>
/// <param name="Catalogue">The settings of its protocol.</param>
/// <param name="Block">The block that its <c>*_pass</c> stands in.</param>
/// <param name="Pass">The <c>*_pass</c>.</param>
/// <param name="Addresses">The lines that name its addresses.</param>
internal sealed record UpstreamSite(
    NginxUpstream Upstream, SettingCatalogue Catalogue, HttpBlock Block, SyntaxDirective Pass, IReadOnlyList<AddressSite> Addresses);
