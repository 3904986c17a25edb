using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The texts in a program file, which tell what it was built with. The program is not run.</summary>
internal sealed class ProgramText
{
    // A php-fpm with everything linked in has 60 MB.
    private const int MaxBytes = 256 * 1024 * 1024;

    private readonly byte[] _bytes;

    /// <summary>The texts in a file's bytes.</summary>
    public ProgramText(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads a program file. Null with the reason, in words that follow the path, when it cannot be.</summary>
    /// <param name="opening">The file, opened; closed here.</param>
    /// <param name="problem">The reason; null with a result.</param>
    public static ProgramText? Read(FileOpening opening, out string? problem)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle? handle = opening.Handle;
        problem = handle is null ? FileOpeningReasons.Explain(opening.Failure) : null;
        if (handle is null)
        {
            return null;
        }

        try
        {
            byte[] head = new byte[ProgramSegments.HeaderSize];
            bool isProgram = RandomAccess.Read(handle, head, 0) == head.Length && head.AsSpan().StartsWith("\u007FELF"u8);
            byte[]? bytes = isProgram ? ProgramSegments.ReadData(handle, head, MaxBytes) ?? BoundedFile.Read(handle, MaxBytes) : null;
            problem = !isProgram ? "is not a program" : bytes is null ? "is larger than 256 MB" : null;
            return bytes is null ? null : new ProgramText(bytes);
        }
        catch (IOException exception)
        {
            problem = "cannot be read: " + exception.Message;
            return null;
        }
    }

    /// <summary>What follows a text up to the end of its line or string; null when the text is not there.</summary>
    public string? After(ReadOnlySpan<byte> text)
    {
        int at = _bytes.AsSpan().IndexOf(text);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan(at + text.Length);
        int end = rest.IndexOfAny((byte)0, (byte)'\n');
        return FileNameText.Decode(end < 0 ? rest : rest[..end]);
    }

    /// <summary>The whole string that holds a text; null when there is none.</summary>
    public string? Around(ReadOnlySpan<byte> text)
    {
        int at = _bytes.AsSpan().IndexOf(text);
        int start = at < 0 ? 0 : _bytes.AsSpan(0, at).LastIndexOf((byte)0) + 1;
        int end = at < 0 ? 0 : at + _bytes.AsSpan(at).IndexOf((byte)0);
        return at < 0 || end < at ? null : FileNameText.Decode(_bytes.AsSpan(start..end));
    }

    /// <summary>True when a text is there.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => _bytes.AsSpan().IndexOf(text) >= 0;

    /// <summary>The strings that stand before and behind one, as the compiler put them; empty where the string is not there.</summary>
    public (string Before, string Behind) Neighbours(string text)
    {
        byte[] wanted = [0, .. System.Text.Encoding.ASCII.GetBytes(text), 0];
        int at = _bytes.AsSpan().IndexOf(wanted);
        if (at < 0)
        {
            return (string.Empty, string.Empty);
        }

        int start = _bytes.AsSpan(0, at).LastIndexOf((byte)0) + 1;
        ReadOnlySpan<byte> behind = _bytes.AsSpan(at + wanted.Length);
        int end = behind.IndexOf((byte)0);
        return (FileNameText.Decode(_bytes.AsSpan(start..at)), FileNameText.Decode(end < 0 ? [] : behind[..end]));
    }

    /// <summary>The words of a configure command: quotes hold one together, as <c>--with-cc-opt='-g -O2'</c> and <c>'--prefix=/usr'</c>.</summary>
    public static IReadOnlyList<string> Words(string command)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        char quote = '\0';
        foreach (char letter in command + " ")
        {
            if (quote != '\0' ? letter == quote : letter is '\'' or '"')
            {
                quote = quote == '\0' ? letter : '\0';
            }
            else if (letter != ' ' || quote != '\0')
            {
                word.Append(letter);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    /// <summary>The value of an option, <c>--prefix=/usr</c>, the last where it is given twice; null when it is not given.</summary>
    public static string? Option(IReadOnlyList<string> words, string name) =>
        words.LastOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
