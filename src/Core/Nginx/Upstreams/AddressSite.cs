namespace Nginx502.Nginx;

/// <summary>A line that names an address: a <c>*_pass</c>, a <c>server</c> of a group, a <c>set</c> or an entry of a <c>map</c>.</summary>
/// <param name="Line">The line.</param>
/// <param name="Text">The value that it gives, as nginx takes it; with a variable in the line, one of its values.</param>
/// <param name="Endpoint">The same as an endpoint; null when it is none.</param>
internal readonly record struct AddressSite(SyntaxDirective Line, string Text, FpmEndpoint? Endpoint);
