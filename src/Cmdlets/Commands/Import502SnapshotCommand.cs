using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Reads saved snapshots.</summary>
[Cmdlet(VerbsData.Import, "502Snapshot", DefaultParameterSetName = PathSet, HelpUri = HelpPages.Root + "Import-502Snapshot.md")]
[OutputType(typeof(GatewaySnapshot))]
public sealed class Import502SnapshotCommand : PathCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!NamesFiles)
        {
            ThrowTerminatingError(Errors.SnapshotFileMissing());
        }

        WriteEach(ResolvePaths().Select(path => SnapshotFile.Read(this, path)).OfType<GatewaySnapshot>());
    }
}
