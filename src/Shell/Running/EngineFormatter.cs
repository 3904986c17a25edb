using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nginx502.Shell.Running;

/// <summary>
/// The engine holds all of Format-List and Format-Table except their shells: pwsh's own classes, in an assembly that is not here, only set the field that is set here.
/// What a diagnosis says can be typed ends in one of them.
/// </summary>
internal static class EngineFormatter
{
    /// <summary>Gives a command its formatter.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shape">The engine's name of the shape: List, Table.</param>
    public static void Attach(FrontEndCommandBase command, string shape)
    {
        Assembly engine = typeof(PSObject).Assembly;
        Type inner = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.InnerFormatShapeCommand", throwOnError: true)!;
        Type shapes = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.FormatShape", throwOnError: true)!;
        FieldInfo implementation = typeof(FrontEndCommandBase).GetField("implementation", BindingFlags.Instance | BindingFlags.NonPublic)!;
        implementation.SetValue(command, Activator.CreateInstance(inner, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [Enum.Parse(shapes, shape)], null));
    }
}
