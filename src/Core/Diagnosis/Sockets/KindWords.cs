namespace Nginx502.Diagnosis;

/// <summary>Kinds of files in words.</summary>
internal static class KindWords
{
    /// <summary>The words for a kind: "a regular file".</summary>
    public static string Of(string kind) => kind switch
    {
        "Regular" => "a regular file",
        "Directory" => "a directory",
        "Fifo" => "a named pipe",
        "CharacterDevice" or "BlockDevice" => "a device",
        "SymbolicLink" => "a link",
        "Socket" => "a socket",
        _ => "something else",
    };
}
