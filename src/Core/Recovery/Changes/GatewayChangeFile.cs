namespace Nginx502;

/// <summary>What a change made of one file.</summary>
/// <param name="Path">The full path, as the program that reads it names it.</param>
/// <param name="RealPath">The full path of the file itself, all links resolved.</param>
/// <param name="HashBefore">The SHA-256 of its bytes before, in hexadecimal digits.</param>
/// <param name="HashAfter">The SHA-256 of the bytes that it was given.</param>
/// <param name="BackupPath">Where its old bytes are kept; null when they are not, or no longer.</param>
/// <param name="IsWrittenInPlace">True when it could not be replaced and was written over.</param>
public sealed record GatewayChangeFile(
    string Path, string RealPath, string HashBefore, string HashAfter, string? BackupPath, bool IsWrittenInPlace)
{
    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
