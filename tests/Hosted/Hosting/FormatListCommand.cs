using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nginx502.HostedTests.Hosting;

/// <summary>
/// Format-List as pwsh has it. The engine holds all of it except this shell: pwsh's own class, in another assembly, only
/// sets the field that is set here.
/// </summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>A formatter of lists.</summary>
    public FormatListCommand()
    {
        Assembly engine = typeof(PSObject).Assembly;
        Type inner = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.InnerFormatShapeCommand", throwOnError: true)!;
        Type shape = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.FormatShape", throwOnError: true)!;
        FieldInfo implementation = typeof(FrontEndCommandBase).GetField("implementation", BindingFlags.Instance | BindingFlags.NonPublic)!;
        implementation.SetValue(this, Activator.CreateInstance(inner, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [Enum.Parse(shape, "List")], null));
    }
}
