using System.Text.Json;
using System.Text.Json.Serialization;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery.Endpoints;

/// <summary>
/// A case of tests/data/endpoint-sync: a server's files, in <c>case.json</c> what is wished, and in <c>expected.txt</c> what is planned.
/// </summary>
internal sealed class EndpointCase : IDisposable
{
    private const string WishFile = "case.json";
    private const string ExpectedFile = "expected.txt";

    private static readonly string Folder = TestData.Path("endpoint-sync");
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly string _name;
    private readonly Wish _wish;

    public EndpointCase(string name)
    {
        _name = name;
        string source = Path.Combine(Folder, name);
        _wish = JsonSerializer.Deserialize<Wish>(File.ReadAllText(Path.Combine(source, WishFile)), Json)!;
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            Tree.Write("/" + Path.GetRelativePath(source, file), File.ReadAllBytes(file));
        }
    }

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    public GatewayTree Tree { get; } = new();

    public string? Expected => Path.Combine(Folder, _name, ExpectedFile) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The wish, on the files as they are now.</summary>
    public EndpointSyncRequest Request()
    {
        NginxReading nginx = Tree.Nginx();
        FpmReading fpm = Tree.Fpm();
        GatewayConfiguration gateway = GatewayCollector.Collect([nginx], [fpm]);
        gateway = gateway with
        {
            ListeningPorts = _wish.ListeningPorts,
            IsContainer = _wish.IsContainer,
            Endpoints = [.. gateway.Endpoints.Select(facts => _wish.Listening.Contains(facts.Endpoint.ToString()) ? facts with { IsListening = true, ListenerProcessId = 700 } : facts)],
        };
        return new EndpointSyncRequest([nginx], fpm, gateway, fpm.Configuration.Pools.Single(pool => pool.Pool == _wish.Pool), _wish.Transport)
        {
            Endpoint = _wish.Endpoint is { } endpoint ? FpmEndpoint.Parse(endpoint) : null,
            Upstreams = [.. nginx.Configuration.Upstreams.Where(upstream => _wish.Upstreams.Contains(upstream.Location))],
        };
    }

    /// <summary>Gives the files the bytes of a plan.</summary>
    public void Apply(EndpointSyncPlan plan)
    {
        foreach (FileEdit edit in plan.Change.Build("Sync-FpmEndpoint", null, reload: false, force: false).Edits)
        {
            Assert.Equal(File.ReadAllBytes(edit.Path), edit.Before.ToArray());
            File.WriteAllBytes(edit.Path, edit.After.ToArray());
        }
    }

    public void Dispose() => Tree.Dispose();

    private sealed record Wish(string Pool, EndpointTransport Transport, string? Endpoint = null, bool IsContainer = false)
    {
        public string[] Upstreams { get; init; } = [];

        public int[] ListeningPorts { get; init; } = [];

        /// <summary>Where a program that is no php-fpm listens.</summary>
        public string[] Listening { get; init; } = [];
    }
}
