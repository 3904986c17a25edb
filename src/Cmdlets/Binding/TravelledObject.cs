using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>An object that came through a remote session, a job or a file: a mere copy, and maybe of another machine.</summary>
internal static class TravelledObject
{
    private const string Prefix = "Deserialized." + nameof(Nginx502) + ".";

    // PowerShell notes on what came from elsewhere whence it came; Select-Object keeps that and not the type.
    private const string SourceMachine = "PSComputerName";

    /// <summary>True for one.</summary>
    public static bool Is(PSObject given) => given.TypeNames.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal)) || given.Properties[SourceMachine] is not null;
}
