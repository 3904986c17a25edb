using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nginx502.Shell.Running;

/// <summary>Format-List as pwsh has it.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>A formatter of lists.</summary>
    public FormatListCommand() => EngineFormatter.Attach(this, "List");
}
