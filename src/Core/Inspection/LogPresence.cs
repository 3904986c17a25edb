namespace Nginx502.Inspection;

/// <summary>Whether a log that a configuration names can be read.</summary>
public enum LogPresence
{
    /// <summary>It can be read.</summary>
    Readable,

    /// <summary>There is no such file: nothing was written yet, or nginx was not started with this configuration.</summary>
    Missing,

    /// <summary>It is there, or may be, but may not be read.</summary>
    NotReadable,
}
