using System.Net;

namespace Nginx502.Linux;

/// <summary>A line of a hosts file that names an address.</summary>
/// <param name="LineNumber">The line, from 1.</param>
/// <param name="Start">Where it begins, in bytes.</param>
/// <param name="End">Where the next one begins.</param>
/// <param name="Address">The address.</param>
/// <param name="Names">The names, as written.</param>
/// <param name="IsMarked">True when this module added it.</param>
internal sealed record HostsLine(int LineNumber, int Start, int End, IPAddress Address, IReadOnlyList<string> Names, bool IsMarked)
{
    /// <summary>True when it gives the address of a name, however that is written.</summary>
    public bool Has(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
