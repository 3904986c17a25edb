namespace Nginx502;

/// <summary>One file as a check is to see it.</summary>
/// <param name="Path">The full path by which the program names it.</param>
/// <param name="RealPath">The full path of the file itself, all links resolved: here the check must see the new bytes.</param>
/// <param name="Content">The new bytes.</param>
public sealed record StagedFile(string Path, string RealPath, ReadOnlyMemory<byte> Content);
