using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Asks systemd for properties of units: once for all of them.</summary>
internal static class SystemctlShow
{
    private const string Systemctl = "/usr/bin/systemctl";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The properties of units, each a set by name; none with the reason when systemd does not tell.</summary>
    /// <param name="units">Names, or patterns of units that are loaded.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="problem">The reason, a sentence without its full stop; null with a result.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(
        IEnumerable<string> units, IEnumerable<string> properties, out string? problem, CancellationToken cancellationToken)
    {
        var request = new ProgramRequest(Systemctl, ["show", "--no-pager", "--property=" + string.Join(',', properties), "--", .. units]) { Timeout = Limit };
        ProgramResult? result = PrivateLibraries.Programs.Run(request, out problem, cancellationToken);
        if (result is { ExitCode: 0 })
        {
            return UnitProperties.Parse(Encoding.UTF8.GetString(result.Output));
        }

        problem ??= result!.IsTimedOut ? $"systemctl did not answer within {Limit.TotalSeconds} s"
            : $"systemctl failed: {SafeText.Decode(result.Error).Trim()}";
        return [];
    }
}
