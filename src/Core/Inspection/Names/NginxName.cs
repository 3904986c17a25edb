namespace Nginx502;

/// <summary>A host name that nginx's configuration leads requests to, and how nginx finds its addresses. Nobody was asked yet.</summary>
/// <param name="Name">The name, as written.</param>
/// <param name="Lookup">When nginx asks for it.</param>
/// <param name="Resolver">The <c>resolver</c> that it asks; null for the system's, and where none is configured.</param>
/// <param name="Uses">The places that lead to it.</param>
internal sealed record NginxName(string Name, NameLookup Lookup, NginxSetting? Resolver, IReadOnlyList<NameUse> Uses);
