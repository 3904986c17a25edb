using System.Management.Automation;
using System.Text;

namespace Nginx502.Shell.Output;

/// <summary>All objects as one CLIXML document, written as they come; <c>Import-Clixml</c> reads it.</summary>
/// <remarks>
/// The engine serialises whole documents. Each object's own document is opened and its content copied into ours: the
/// numbers of references begin anew in each, and reading follows the document, so a number means the latest.
/// </remarks>
internal sealed class CliXmlWriter : IObjectWriter
{
    // What Export-Clixml uses.
    private const int Depth = 2;
    private const string Footer = "</Objs>";

    private readonly Stream _output;

    /// <summary>Begins a document.</summary>
    public CliXmlWriter(Stream output)
    {
        _output = output;
        WriteText("<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n");
    }

    /// <inheritdoc/>
    public void Write(PSObject? value)
    {
        string document = PSSerializer.Serialize(value, Depth);
        int start = document.IndexOf('>', document.IndexOf("<Objs", StringComparison.Ordinal)) + 1;
        int end = document.LastIndexOf(Footer, StringComparison.Ordinal);
        WriteText(string.Concat(document.AsSpan(start, end - start).Trim(), "\n"));
    }

    /// <inheritdoc/>
    public void End() => WriteText(Footer + "\n");

    private void WriteText(string text) => _output.Write(Encoding.UTF8.GetBytes(text));
}
