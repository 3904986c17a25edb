namespace Nginx502;

/// <summary>
/// A change of nginx's configuration that was worked out and not yet made: what the files get, what that changes, and what stands
/// against it. It was read again as nginx would read it, and changes what was asked for and nothing else.
/// </summary>
/// <param name="Edits">The files with their bytes before and after; empty when nothing has to change.</param>
/// <param name="Changes">What changes for the upstream, with the values before and after; empty when all was right already.</param>
/// <param name="AlsoAffected">Other upstreams that change too, since they share a file, a block or a group: as they are before.</param>
/// <param name="Problems">Why it cannot be made; empty when it can. All reasons at once.</param>
public sealed record NginxEdit(
    IReadOnlyList<FileEdit> Edits,
    IReadOnlyList<SettingChange> Changes,
    IReadOnlyList<NginxUpstream> AlsoAffected,
    IReadOnlyList<ConfigurationDiagnostic> Problems)
{
    /// <summary>True when nothing stands against it.</summary>
    public bool IsPossible => Problems.Count == 0;

    /// <summary>True when nothing has to change.</summary>
    public bool IsEmpty => Edits.Count == 0;

    internal static NginxEdit Impossible(IReadOnlyList<ConfigurationDiagnostic> problems) => new([], [], [], problems);
}
