using System.Net;
using System.Text;

namespace Nginx502.Linux;

/// <summary>A hosts file as the C library reads it (man 5 hosts): an address and its names, separated by blanks; a number sign begins a comment.</summary>
internal sealed class HostsFile
{
    /// <summary>Where it lies.</summary>
    public const string Path = "/etc/hosts";

    /// <summary>The comment by which lines of this module are told from others.</summary>
    public const string Marker = "# nginx502";

    private HostsFile(IReadOnlyList<HostsLine> lines) => Lines = lines;

    /// <summary>The lines that name an address, in order.</summary>
    public IReadOnlyList<HostsLine> Lines { get; }

    /// <summary>Reads a file.</summary>
    public static HostsFile Parse(ReadOnlySpan<byte> content)
    {
        var lines = new List<HostsLine>();
        int number = 0;
        for (int start = 0; start < content.Length;)
        {
            number++;
            int length = content[start..].IndexOf((byte)'\n');
            int end = length < 0 ? content.Length : start + length + 1;
            if (Read(content[start..end], number, start, end) is { } line)
            {
                lines.Add(line);
            }

            start = end;
        }

        return new HostsFile(lines);
    }

    /// <summary>The lines of a name: the C library gives the addresses of all.</summary>
    public IEnumerable<HostsLine> Of(string name) => Lines.Where(line => line.Has(name));

    private static HostsLine? Read(ReadOnlySpan<byte> bytes, int number, int start, int end)
    {
        string text = Encoding.Latin1.GetString(bytes);
        int comment = text.IndexOf('#', StringComparison.Ordinal);
        string[] words = (comment < 0 ? text : text[..comment]).Split((char[])[' ', '\t', '\r', '\n', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 2 && IsAddress(words[0], out IPAddress? address)
            ? new HostsLine(number, start, end, address!, words[1..], comment >= 0 && text[comment..].Trim() == Marker)
            : null;
    }

    // inet_pton takes four numbers and no fewer.
    private static bool IsAddress(string text, out IPAddress? address)
    {
        address = null;
        return (text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3) && IPAddress.TryParse(text, out address);
    }
}
