using System.Management.Automation;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Writes an object that is there already, again and again: as fast as the engine lets any cmdlet write.</summary>
[Cmdlet(VerbsCommunications.Write, "ReadyObject")]
public sealed class WriteReadyObjectCommand : PSCmdlet
{
    /// <summary>How often.</summary>
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object[] ready = Enumerable.Range(0, 1000).Select(_ => new object()).ToArray();
        for (int index = 0; index < Count; index++)
        {
            WriteObject(ready[index % ready.Length]);
        }
    }
}
