namespace Nginx502.Inspection;

/// <summary>How the path of a locked file is shown.</summary>
internal static class WaitedFile
{
    private const string SessionPrefix = "sess_";
    private const int ShownCharacters = 4;

    /// <summary>True for a session's file of PHP (php-src: ext/session/mod_files.c).</summary>
    public static bool IsSession(string path) => Path.GetFileName(path).StartsWith(SessionPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The path, safe to show. Whoever knows a session's number has the session: its first characters are left, which is enough to see that two wait for
    /// the same.
    /// </summary>
    public static string Describe(string path)
    {
        if (!IsSession(path))
        {
            return SafeText.Escape(path);
        }

        int begin = path.LastIndexOf('/') + 1 + SessionPrefix.Length;
        return SafeText.Escape(path[..Math.Min(path.Length, begin + ShownCharacters)]) + SecretText.Mask;
    }
}
