using System.Management.Automation;

namespace Nginx502.Shell.Output;

/// <summary>Writes the objects of a pipeline to standard output, one after the other, in a form for programs.</summary>
internal interface IObjectWriter
{
    /// <summary>Writes one object; null is <c>$null</c>.</summary>
    /// <exception cref="Streams.BrokenPipeException">Nobody reads any more.</exception>
    void Write(PSObject? value);

    /// <summary>Ends the output, also when the pipeline failed: what was written so far stays well-formed.</summary>
    /// <exception cref="Streams.BrokenPipeException">Nobody reads any more.</exception>
    void End();
}
