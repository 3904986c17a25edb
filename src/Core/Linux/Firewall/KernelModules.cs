using System.Text;

namespace Nginx502.Linux;

/// <summary>
/// Tells whether a part of the kernel is there, so that nobody asks for one that is not: the kernel would load its module to answer.
/// </summary>
internal static class KernelModules
{
    private const string LoadedPath = "/proc/modules";
    private const string SymbolsPath = "/proc/kallsyms";
    private const int ChunkBytes = 64 * 1024;

    /// <summary>True when it is loaded or built in; where the kernel loads no modules at all, asking does no harm.</summary>
    /// <param name="name">The module.</param>
    /// <param name="symbol">The name of a function of it, which the kernel's table of symbols has when it is there.</param>
    public static bool IsPresent(string name, string symbol)
    {
        try
        {
            return !File.Exists(LoadedPath)
                || File.ReadLines(LoadedPath).Any(line => line.StartsWith(name + " ", StringComparison.Ordinal))
                || Contains(SymbolsPath, Encoding.ASCII.GetBytes($" {symbol}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Contains(string path, byte[] text)
    {
        using FileStream file = File.OpenRead(path);
        byte[] chunk = new byte[ChunkBytes];
        int kept = 0;
        int read;
        while ((read = file.Read(chunk, kept, chunk.Length - kept)) > 0)
        {
            int length = kept + read;
            if (chunk.AsSpan(0, length).IndexOf(text) >= 0)
            {
                return true;
            }

            // It may go on in the next piece.
            kept = Math.Min(text.Length, length);
            chunk.AsSpan(length - kept, kept).CopyTo(chunk);
        }

        return false;
    }
}
