using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Nginx502.FastCgi;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.FastCgi.Status;

/// <summary>
/// Status pages of tests/data/fpm-status: those with a version in their name are what a real php-fpm gave, the others show what
/// versions and visitors can make of them. Beside each stands what is read, in UTC; <c>null</c> for what is no status page.
/// </summary>
public sealed class StatusPageTests
{
    private static readonly string Folder = TestData.Path("fpm-status");
    private static readonly DateTime Now = new DateTime(2026, 11, 25, 15, 0, 0, DateTimeKind.Utc).ToLocalTime();

    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.Contains(".expected.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly JsonSerializerOptions Plain = new() { Converters = { new JsonStringEnumConverter(), new EndpointConverter() } };

    private static readonly JsonSerializerOptions Readable = new(Plain)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new UtcConverter() },
    };

    private static readonly Gen<string> Insertion =
        Gen.OneOf(Gen.Const("\""), Gen.Const("}"), Gen.Const("\n"), Gen.Const("\",\"script\":\""), Gen.String[0, 4]);

    public static TheoryData<string> Names() => [.. Files];

    [Fact]
    public void There_are_pages_to_read() => Assert.NotEmpty(Files);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_becomes_what_stands_beside_it(string name)
    {
        FpmStatus? status = StatusPage.Read(Page(name), Now);

        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".expected.json")).TrimEnd(), JsonSerializer.Serialize(status, Readable));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_status_is_the_same_after_a_round_trip(string name)
    {
        FpmStatus? status = StatusPage.Read(Page(name), Now, FpmEndpoint.Parse("/run/php.sock"), "/etc/php/www.conf");

        string json = JsonSerializer.Serialize(status, Plain);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<FpmStatus>(json, Plain), Plain));
    }

    [Fact]
    public void Whatever_the_page_is_nothing_is_thrown_and_all_texts_are_safe() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Int[0, int.MaxValue], Insertion).Array[0, 5]).Sample(
            (which, changes) =>
            {
                List<byte> page = [.. Page(Files[which])];
                foreach ((int place, string text) in changes)
                {
                    page.InsertRange(page.Count == 0 ? 0 : place % page.Count, Encoding.UTF8.GetBytes(text));
                }

                return StatusPage.Read(page.ToArray(), Now) is not { } status || (ErrorLines.IsSafe(status.ToString()) && status.Processes.All(IsSafe));
            },
            iter: 5_000,
            seed: "0N0XIzNsQ0O2",
            threads: 1);

    private static bool IsSafe(FpmStatusProcess process) => ErrorLines.IsSafe($"{process} {process.User} {process.Script}");

    private static byte[] Page(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
