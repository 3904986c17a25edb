namespace Nginx502.Recovery;

/// <summary>One file of a change, as the journal and the backup's manifest hold it.</summary>
/// <param name="Path">The full path, as the program that reads it names it.</param>
/// <param name="RealPath">The full path of the file itself.</param>
/// <param name="HashBefore">The SHA-256 of its old bytes.</param>
/// <param name="HashAfter">The SHA-256 of its new bytes.</param>
/// <param name="Backup">The name of the backup in the directory of the change.</param>
/// <param name="Staged">The name of the new file beside it, until it is put in place; the old one's name then.</param>
/// <param name="Kept">The name of a copy of the old file beside it, where names cannot be exchanged.</param>
/// <param name="OwnerId">The owner's number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Mode">The mode in octal digits.</param>
/// <param name="IsInPlace">True when it is written over and not replaced.</param>
internal sealed record JournalFileLine(
    string Path,
    string RealPath,
    string HashBefore,
    string HashAfter,
    string Backup,
    string Staged,
    string Kept,
    uint OwnerId,
    uint GroupId,
    string Mode,
    bool IsInPlace)
{
    /// <summary>The name of the new bytes in the directory of the change; kept for files that are written over.</summary>
    public string NewBytes() => Backup + ".new";
}
