namespace Nginx502;

/// <summary>A directive that php-fpm knows.</summary>
/// <param name="Name">Its name, as php-fpm spells it.</param>
/// <param name="IsGlobal">True for one of the [global] section, false for one of pools. Some names are both.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Applies">How a change of it takes effect.</param>
/// <param name="Since">The first version of PHP that has it; null for those that every version since 7.0 has.</param>
/// <param name="Needs">What php-fpm must have been built with: <c>acl</c>, <c>systemd</c>, <c>apparmor</c>; null for those that are always there.</param>
public sealed record FpmDirective(string Name, bool IsGlobal, FpmDirectiveKind Kind, ChangeApplies Applies, string? Since = null, string? Needs = null)
{
    /// <summary>Where it stands among those of its section, in the order of php-fpm's own dump.</summary>
    internal int Ordinal { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
