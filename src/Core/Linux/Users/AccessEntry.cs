namespace Nginx502.Linux;

/// <summary>One entry of an access list (man 5 acl).</summary>
/// <param name="Kind">Whom it is for.</param>
/// <param name="Rights">4 to read, 2 to write, 1 to search or run; added up.</param>
/// <param name="Id">The number of the user or group; null for the others.</param>
public readonly record struct AccessEntry(AccessEntryKind Kind, int Rights, uint? Id);
