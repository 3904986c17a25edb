using System.Management.Automation;
using Nginx502.Binding;

namespace Nginx502.Pipeline;

/// <summary>
/// Keeps a cmdlet from changing this machine when what was piped to it is of a copy of a server, and the other way round: paths are
/// the same in both.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class PipedRoot(PSCmdlet cmdlet)
{
    private readonly List<(string? Root, string Name)> _piped = [];

    /// <summary>Takes what was piped. Objects that name a pool or an endpoint say nothing of a root; any other, and what travelled from who knows which machine, ends the cmdlet, which would go on with what was not meant.</summary>
    public void Add(object? piped)
    {
        switch (piped is PSObject wrapper ? wrapper.BaseObject : piped)
        {
            case FpmPool pool:
                _piped.Add((pool.RootPath, $"pool {pool.Pool}"));
                break;
            case NginxUpstream upstream:
                _piped.Add((upstream.RootPath, $"{upstream.Server} {upstream.Location}"));
                break;
            case FpmMemoryMeasurement measurement:
                _piped.Add((null, $"the measurement of pool {measurement.Pool}"));
                break;
            default:
                if (piped is PSObject copy && TravelledObject.Is(copy))
                {
                    cmdlet.ThrowTerminatingError(Errors.ObjectTravelled(SafeText.Escape($"{copy.Properties["Pool"]?.Value ?? copy}"), cmdlet.MyInvocation.MyCommand.Name));
                }

                if (piped is PSObject other && other.Properties["Pool"] is null && other.Properties["Endpoint"] is null)
                {
                    cmdlet.ThrowTerminatingError(Errors.PipedObjectUnsuitable(other));
                }

                break;
        }
    }

    /// <summary>Ends the cmdlet where something is of another root than it is to change.</summary>
    /// <param name="target">What it is to change.</param>
    public void Require(GatewayTarget target)
    {
        string? wanted = target.RootPath is { } root ? SafeText.Escape(Path.TrimEndingDirectorySeparator(root)) : null;
        foreach ((string? from, string name) in _piped.Where(piped => piped.Root != wanted).Take(1))
        {
            cmdlet.ThrowTerminatingError(Errors.NotThisMachine(name, from, wanted, cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey("RootPath")));
        }
    }
}
