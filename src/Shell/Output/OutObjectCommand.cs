using System.Management.Automation;
using Nginx502.Shell.Hosting;
using Nginx502.Shell.Running;
using Nginx502.Shell.Streams;

namespace Nginx502.Shell.Output;

/// <summary>
/// The end of every pipeline whose output is for programs: hands objects to the writer as they come, so that nothing is
/// held back or piled up, and errors to the views, which show them on standard error.
/// </summary>
[Cmdlet(VerbsData.Out, "Nginx502ShellObject")]
internal sealed class OutObjectCommand : PSCmdlet
{
    /// <summary>The name under which the session knows it.</summary>
    public const string Name = "Out-Nginx502ShellObject";

    /// <summary>What comes down the pipeline; errors are merged into it.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Where objects go.</summary>
    [Parameter(Mandatory = true)]
    public IObjectWriter Writer { get; set; } = null!;

    /// <summary>Where errors go.</summary>
    [Parameter(Mandatory = true)]
    public ErrorReport Errors { get; set; } = null!;

    /// <summary>Whom to tell that nobody reads any more.</summary>
    [Parameter(Mandatory = true)]
    public ShellInterface Interface { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is ErrorRecord error)
        {
            Errors.ShowWithin(error);
            return;
        }

        try
        {
            Writer.Write(InputObject);
        }
        catch (BrokenPipeException)
        {
            Interface.OutputBroken();
            throw new PipelineStoppedException();
        }
    }
}
