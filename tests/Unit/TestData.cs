using System.Globalization;
using System.Text;

namespace Nginx502.UnitTests;

/// <summary>The files of tests/data.</summary>
internal static class TestData
{
    private static readonly string Root = FindRoot();

    /// <summary>The full path of a file of tests/data.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, "tests", "data", relative);

    /// <summary>Bytes as the tables write them: \e ESC, \0 NUL, \r CR, \n LF, \t TAB, \\ backslash, \xHH any other byte.</summary>
    public static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, 1)));
                continue;
            }

            i++;
            if (text[i] == 'x')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
                continue;
            }

            bytes.Add(text[i] switch
            {
                'e' => 0x1B,
                '0' => 0,
                'r' => (byte)'\r',
                'n' => (byte)'\n',
                't' => (byte)'\t',
                '\\' => (byte)'\\',
                char other => throw new FormatException($"Unknown escape \\{other} in '{text}'."),
            });
        }

        return [.. bytes];
    }

    private static string FindRoot()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = System.IO.Path.GetDirectoryName(directory))
        {
            if (File.Exists(System.IO.Path.Combine(directory, "Nginx502.sln")))
            {
                return directory;
            }
        }

        throw new DirectoryNotFoundException("No Nginx502.sln above " + AppContext.BaseDirectory);
    }
}
