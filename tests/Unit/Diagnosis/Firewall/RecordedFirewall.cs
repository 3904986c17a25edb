using Nginx502.Inspection;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Diagnosis.Firewall;

/// <summary>A rule set of tests/data/firewall, read as that of a machine: the programs print what was recorded. The machine has one interface with 203.0.113.5 and 2001:db8:5::5, and docker0.</summary>
internal sealed class RecordedFirewall : IPrograms
{
    private readonly string _folder;

    private RecordedFirewall(string folder) => _folder = folder;

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetDirectories(TestData.Path("firewall")).Select(path => Path.GetFileName(path)).Order()];

    /// <summary>The interfaces of that machine.</summary>
    public static FirewallInterface[] Interfaces { get; } =
    [
        new("lo", true, false, false, [new("127.0.0.1", 8), new("::1", 128)]),
        new("eth0", false, true, true, [new("203.0.113.5", 24), new("2001:db8:5::5", 64), new("fe80::5", 64)]),
        new("docker0", false, false, false, [new("172.17.0.1", 16)]),
    ];

    /// <summary>Reads one.</summary>
    public static FirewallFacts Read(string name)
    {
        var recorded = new RecordedFirewall(TestData.Path(Path.Combine("firewall", name)));
        var gaps = new List<NotSeen>();
        FirewallRuleSet? rules = new FirewallRuleReader(new FirewallPrograms(recorded, CancellationToken.None, program => "/usr/sbin/" + program), recorded._folder, gaps, hasNftables: true).Read();
        return new FirewallFacts { Rules = rules, Manager = FirewallManagers.Find(rules, null), Interfaces = Interfaces, NotSeen = [.. gaps] };
    }

    /// <summary>A port on all addresses.</summary>
    public static FirewallPort Port(int port, FirewallPortUse use = FirewallPortUse.Other, params string[] allowed) => new(port, use, use == FirewallPortUse.Fpm ? "pool www" : "port", true, ["0.0.0.0", "::"], allowed);

    /// <summary>A source.</summary>
    public static FirewallSource? Source(string text) => text == "anywhere" ? null : FirewallSource.TryParse(text, out FirewallSource? source) ? source : throw new FormatException(text);

    /// <inheritdoc/>
    public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        string program = Path.GetFileName(request.Path);
        string file = program == "nft" ? (request.Arguments[0] == "-j" ? "nft.json" : "nft.txt") : $"{program.Replace("-save", string.Empty, StringComparison.Ordinal)}.save";
        string path = Path.Combine(_folder, file);
        problem = null;
        return File.Exists(path)
            ? new ProgramResult(0, File.ReadAllBytes(path), [], false, false, TimeSpan.Zero)
            : new ProgramResult(1, [], "not recorded"u8.ToArray(), false, false, TimeSpan.Zero);
    }
}
