namespace Nginx502;

/// <summary>How bad it is what was found. Ordered: a later value is worse.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>It works, and it is surely not meant, or will hurt.</summary>
    Warning,

    /// <summary>It fails: the program refuses it, or visitors get errors.</summary>
    Error,

    /// <summary>It endangers the machine, now.</summary>
    Critical,
}
