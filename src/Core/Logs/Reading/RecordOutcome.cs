namespace Nginx502.Logs;

/// <summary>What became of one record.</summary>
public enum RecordOutcome
{
    /// <summary>Understood, but filtered out or counted elsewhere.</summary>
    Unwanted,

    /// <summary>Understood and wanted.</summary>
    Entry,

    /// <summary>Not of this kind of log, or damaged beyond reading: it is counted and can be shown.</summary>
    NotUnderstood,
}
