using System.Text;

namespace Nginx502.Shell.Streams;

/// <summary>The three standard streams of the program: whether a terminal is at their end, and how to write there.</summary>
internal sealed class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int DefaultColumns = 120;

    /// <summary>Looks at the streams that the program was started with.</summary>
    public StandardStreams()
    {
        Output = new StreamWriter(OutputBytes, Utf8) { AutoFlush = true };
        Error = new StreamWriter(new StandardStream(ErrorDescriptor), Utf8) { AutoFlush = true };
    }

    /// <summary>Standard output, for bytes.</summary>
    public Stream OutputBytes { get; } = new StandardStream(OutputDescriptor);

    /// <summary>Standard output, for text; each call is written at once.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error, for text; each call is written at once.</summary>
    public TextWriter Error { get; }

    /// <summary>True when standard input is a terminal.</summary>
    public bool InputIsTerminal { get; } = !Console.IsInputRedirected;

    /// <summary>True when standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>True when standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>True when colours are wanted where a terminal is: not with NO_COLOR (https://no-color.org) or on a dumb one.</summary>
    public bool ColoursWanted { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>
    /// How many columns a line of output has: the terminal's; without one what COLUMNS says, else 120 as in pwsh.
    /// </summary>
    public int Columns => TerminalSize.Columns(OutputDescriptor)
        ?? (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0 ? columns : DefaultColumns);

    /// <summary>How many columns a line of the terminal has to which errors go.</summary>
    public int ErrorColumns => TerminalSize.Columns(ErrorDescriptor) ?? Columns;

    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);
}
