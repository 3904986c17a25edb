namespace Nginx502;

/// <summary>Who may do what mends a cause: a recovery that nobody watches acts alone only where it can do no harm, and never on the word of a log.</summary>
public enum RecoveryAuthority
{
    /// <summary>Nobody but a person can: what is to be done lies in the application, the machine or the network.</summary>
    Advice,

    /// <summary>A cmdlet does it, when a person says so.</summary>
    Person,

    /// <summary>A recovery may do it alone, under narrow conditions: only one thing can be meant, and it is safe or was its own.</summary>
    Conditional,

    /// <summary>A recovery may do it alone, after the kernel or the unit's state showed it.</summary>
    Alone,
}
