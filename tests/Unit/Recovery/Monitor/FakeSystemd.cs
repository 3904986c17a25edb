using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Recovery.Monitor;

/// <summary>A systemctl that remembers what it was told, and tells what is wanted.</summary>
internal sealed class FakeSystemd : IPrograms
{
    /// <summary>What it was told.</summary>
    public List<string> Told { get; } = [];

    /// <summary>What show prints.</summary>
    public string State { get; set; } = "ActiveState=inactive\nUnitFileState=disabled\n";

    /// <summary>The verb that fails.</summary>
    public string? Failing { get; set; }

    public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        problem = null;
        if (request.Arguments[0] == "show")
        {
            return new ProgramResult(0, Encoding.UTF8.GetBytes(State), [], false, false, TimeSpan.Zero);
        }

        Told.Add(string.Join(' ', request.Arguments));
        bool fails = request.Arguments[0] == Failing;
        if (!fails)
        {
            State = request.Arguments[0] switch
            {
                "enable" => "ActiveState=active\nUnitFileState=enabled\nNextElapseUSecMonotonic=99999d\n",
                "disable" => "ActiveState=inactive\nUnitFileState=disabled\n",
                _ => State,
            };
        }

        return new ProgramResult(fails ? 1 : 0, [], Encoding.UTF8.GetBytes(fails ? "Access denied\n" : ""), false, false, TimeSpan.Zero);
    }
}
