using System.Text;
using System.Text.RegularExpressions;

namespace Nginx502.HostedTests.Hosting;

/// <summary>What a host was given to show, byte for byte.</summary>
public sealed partial class HostText
{
    private readonly StringBuilder _text = new();

    /// <summary>Everything, escape sequences included.</summary>
    public string Raw
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Everything without SGR sequences (colours): any other control sequence stays, so that a test sees it.</summary>
    public string Plain => Colour().Replace(Raw, string.Empty);

    /// <summary>The plain text by lines, without their trailing blanks.</summary>
    public string[] PlainLines => [.. Plain.Split('\n').Select(line => line.TrimEnd())];

    internal void Append(string? text)
    {
        lock (_text)
        {
            _text.Append(text);
        }
    }

    internal void Clear()
    {
        lock (_text)
        {
            _text.Clear();
        }
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();
}
