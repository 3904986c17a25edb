using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Tells systemd of units, and asks for them.</summary>
/// <param name="programs">Runs programs.</param>
internal sealed class SystemdControl(Func<IPrograms> programs)
{
    private const string Systemctl = "/usr/bin/systemctl";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Gives an order. Null when it was done; else why not, a sentence.</summary>
    public string? Run(string[] arguments, CancellationToken cancellationToken)
    {
        ProgramResult? result = programs().Run(new ProgramRequest(Systemctl, arguments) { Timeout = Limit }, out string? problem, cancellationToken);
        return result switch
        {
            null => problem + ".",
            { ExitCode: 0 } => null,
            { IsTimedOut: true } => $"systemctl {arguments[0]} did not end within {Limit.TotalSeconds:0} s.",
            _ => $"systemctl {string.Join(' ', arguments)} failed: {SafeText.Decode(result.Error).Trim()}",
        };
    }

    /// <summary>The properties of a unit; none when systemd does not tell.</summary>
    public IReadOnlyDictionary<string, string> Show(string unit, string[] properties, CancellationToken cancellationToken)
    {
        var request = new ProgramRequest(Systemctl, ["show", "--no-pager", "--property=" + string.Join(',', properties), "--", unit]) { Timeout = Limit };
        return programs().Run(request, out _, cancellationToken) is { ExitCode: 0 } result && UnitProperties.Parse(Encoding.UTF8.GetString(result.Output)) is [var told, ..]
            ? told
            : new Dictionary<string, string>();
    }
}
