namespace Nginx502;

/// <summary>A phase of the checklist for a 502, in the order in which the common guide goes through them.</summary>
public enum ChecklistPhase
{
    /// <summary>Do both run, and what do they say?</summary>
    Basic = 1,

    /// <summary>Do both agree, and are their configurations right?</summary>
    Configuration = 2,

    /// <summary>Is there enough of everything?</summary>
    Resources = 3,

    /// <summary>Do connections get through, and do names lead somewhere?</summary>
    Network = 4,
}
