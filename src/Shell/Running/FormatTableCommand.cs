using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nginx502.Shell.Running;

/// <summary>Format-Table as pwsh has it.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>A formatter of tables.</summary>
    public FormatTableCommand() => EngineFormatter.Attach(this, "Table");
}
