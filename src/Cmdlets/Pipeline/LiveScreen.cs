using System.Management.Automation.Host;
using System.Text;

namespace Nginx502.Pipeline;

/// <summary>The second screen of a terminal, on which a live view is drawn: what stood there before comes back, however the view ends.</summary>
internal sealed class LiveScreen : IDisposable
{
    // xterm's private modes, as all terminals of today have them.
    private const string Enter = "\u001b[?1049h\u001b[?25l";
    private const string Leave = "\u001b[?25h\u001b[?1049l";
    private const string Home = "\u001b[H";
    private const string EndOfLine = "\u001b[K";
    private const string EndOfScreen = "\u001b[J";
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private readonly PSHost _host;

    /// <summary>Enters it.</summary>
    public LiveScreen(PSHost host)
    {
        _host = host;
        host.UI.Write(Enter);
    }

    /// <summary>The columns of the terminal, now.</summary>
    public int Width => Size().Width is > 0 and var width ? width : UsualWidth;

    /// <summary>Its rows, now.</summary>
    public int Height => Size().Height is > 0 and var height ? height : UsualHeight;

    /// <summary>Draws lines, in one piece: nothing flickers.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder(Home);
        for (int row = 0; row < lines.Count; row++)
        {
            text.Append(lines[row]).Append(EndOfLine).Append(row < lines.Count - 1 ? "\r\n" : string.Empty);
        }

        _host.UI.Write(text.Append(EndOfScreen).ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => _host.UI.Write(Leave);

    private Size Size()
    {
        try
        {
            return _host.UI.RawUI.WindowSize;
        }

        // Hosts without a screen say so in one of these ways.
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            return default;
        }
    }
}
