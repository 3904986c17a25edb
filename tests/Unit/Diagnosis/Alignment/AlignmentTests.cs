using System.Globalization;
using System.Text.Json;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Diagnosis.Alignment;

/// <summary>
/// The cases of tests/data/alignment: a tree with both configurations, <c>facts.json</c> where the machine has something to say, and in
/// <c>expected.txt</c> what is found. A case that has no expectation yet fails with the text that it would have.
/// </summary>
public sealed class AlignmentTests
{
    private static readonly string Folder = TestData.Path("alignment");
    private static readonly JsonSerializerOptions Json = new() { Converters = { new EndpointConverter() } };

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_cases_for_every_kind_of_mismatch()
    {
        string expectations = string.Concat(Directory.GetFiles(Folder, "expected.txt", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(Enum.GetNames<AlignmentMismatchKind>().Where(kind => kind != nameof(AlignmentMismatchKind.KeepaliveTimeoutTooShort)), kind => Assert.Contains(" " + kind + " ", expectations, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_found_is_what_is_expected(string name)
    {
        IReadOnlyList<AlignmentResult> results = Nginx502.Alignment.Examine(Load(name));
        string file = Path.Combine(Folder, name, "expected.txt");
        string found = string.Concat(results.Select(Describe));

        Assert.True(File.Exists(file) && File.ReadAllText(file) == found, found);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_mismatch_says_where_why_and_what_to_do(string name) => Assert.All(
        Nginx502.Alignment.Examine(Load(name)).SelectMany(result => result.Mismatches),
        mismatch =>
        {
            Assert.EndsWith(".", mismatch.Explanation.TrimEnd(), StringComparison.Ordinal);
            Assert.True(mismatch.NginxPlace is not null || mismatch.FpmPlace is not null || mismatch.Kind == AlignmentMismatchKind.NotStartedAtBoot, "a place");
            Assert.NotEmpty(mismatch.Remedies);
            Assert.All(mismatch.Remedies, remedy => Assert.False(string.IsNullOrWhiteSpace(remedy.Description)));
        });

    [Theory]
    [InlineData(60, true)]
    [InlineData(75, true)]
    [InlineData(74, false)]
    public void A_balancer_must_give_up_idle_connections_before_nginx_does(int idleSeconds, bool isFine)
    {
        AlignmentResult result = Nginx502.Alignment.Examine(Load("aligned"), TimeSpan.FromSeconds(idleSeconds + (isFine ? -1 : 1))).Single();

        Assert.Equal(isFine, !result.Mismatches.Any(mismatch => mismatch.Kind == AlignmentMismatchKind.KeepaliveTimeoutTooShort));
        Assert.True(result.Passed);
    }

    [Theory]
    [InlineData("wrong-path", "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData("two-likely", "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData("other-program-down", "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData("other-program", null)]
    [InlineData("other-program-not-seen", null)]
    [InlineData("elsewhere", null)]
    [InlineData("no-pool-at-all", null)]
    public void A_result_without_a_pool_says_which_one_was_probably_meant(string name, string? path)
    {
        AlignmentResult result = Assert.Single(Nginx502.Alignment.Examine(Load(name)), result => result is { Server: not null, Pool: null });

        Assert.Equal((path is null ? null : "www", path), (result.LikelyPool, result.LikelyConfigurationPath));
    }

    internal static GatewayConfiguration Load(string name)
    {
        string root = Path.Combine(Folder, name);
        FileTree files = FileTree.At(root);
        NginxConfiguration nginx = NginxConfiguration.Read("/etc/nginx/nginx.conf", files);
        string factsPath = Path.Combine(root, "facts.json");
        GatewayConfiguration facts = File.Exists(factsPath) ? JsonSerializer.Deserialize<GatewayConfiguration>(File.ReadAllText(factsPath), Json)! : new GatewayConfiguration();
        string[] paths = Directory.Exists(root + "/etc/php")
            ? [.. Directory.GetDirectories(root + "/etc/php").Order(StringComparer.Ordinal).Select(path => $"/etc/php/{Path.GetFileName(path)}/fpm/php-fpm.conf")]
            : [];
        FpmConfiguration[] fpm =
        [
            .. paths.Select(path => FpmConfiguration.Read(
                path,
                new FpmReadOptions { Files = files, PhpVersion = path.Split('/')[3], ProcessId = facts.Fpm.FirstOrDefault(one => one.ConfigurationPath == path)?.ProcessId })),
        ];
        return facts with
        {
            Upstreams = [.. nginx.Upstreams],
            Pools = [.. fpm.SelectMany(configuration => configuration.Pools)],
            Nginx = facts.Nginx.Length > 0 ? facts.Nginx : [new NginxFacts(nginx.Path, null, "www-data", ["www-data"], false, 2, null, [], null)],
            Fpm = facts.Fpm.Length > 0 ? facts.Fpm : [.. fpm.Select(configuration => new FpmFacts(configuration.Path, null, null, null, null, [], null))],
        };
    }

    private static string Describe(AlignmentResult result)
    {
        string head = string.Join(" | ", result.Server ?? "-", result.Location ?? "-", result.Upstream ?? "-", $"{result.Endpoint}", result.Pool ?? "-", result.PhpVersion ?? "-", result.Passed ? "passed" : "failed");
        IEnumerable<string> lines = result.Mismatches.Select(mismatch => string.Create(
            CultureInfo.InvariantCulture,
            $"  {mismatch.Severity} {mismatch.Kind} {mismatch.AttemptStatus?.ToString(CultureInfo.InvariantCulture) ?? "-"} | {Place(mismatch.NginxPlace)} | {Place(mismatch.FpmPlace)}\n    {mismatch.Explanation}\n    > {mismatch.Remedies[0]}\n"));
        return head + "\n" + string.Concat(lines) + string.Concat(result.NotSeen.Where(gap => !gap.What.StartsWith("the user and groups", StringComparison.Ordinal)).Select(gap => $"  unseen {gap}\n"));
    }

    private static string Place(AlignmentPlace? place) => place?.ToString() ?? "-";

    private sealed class EndpointConverter : System.Text.Json.Serialization.JsonConverter<FpmEndpoint>
    {
        public override FpmEndpoint? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => FpmEndpoint.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, FpmEndpoint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
