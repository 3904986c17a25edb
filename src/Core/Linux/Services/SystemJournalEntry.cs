using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>One entry of systemd's journal, as <c>journalctl -o json</c> prints it (man 7 systemd.journal-fields).</summary>
internal sealed class SystemJournalEntry
{
    // sd-messages.h.
    public const string UnitStarted = "39f53479d3a045ac8e11786248231fbf";
    public const string UnitStartFailed = "be02cf6855d2428ba40df7e9d022f03d";
    public const string UnitStopped = "9d1aaa27d60140bd96365438aad20286";
    public const string UnitSucceeded = "7ad2d189f7e94e70a38c781354912448";
    public const string UnitReloaded = "7b05ebc668384222baa8881179cfda54";
    public const string UnitFailed = "d9b373ed55a64feb8242e02dbe79a49c";
    public const string ProcessExited = "98e322203f7a4ed290d09fe03c09fe15";
    public const string UnitOutOfMemory = "fe6faa94e7774663a0da52717891d8ef";
    public const string RestartScheduled = "5eb03494b6584870a536b337290809b3";
    public const string CoreDumped = "fc2e22bc6ee647b6b90729ab34a250b1";

    // No year beyond 9999.
    private const long LastMicrosecond = 253_402_300_799_000_000;

    private readonly IReadOnlyDictionary<string, string> _fields;

    private SystemJournalEntry(DateTime time, IReadOnlyDictionary<string, string> fields) => (Time, _fields) = (time, fields);

    /// <summary>When it was taken in, Kind Local.</summary>
    public DateTime Time { get; }

    /// <summary>The message as it was written; empty for none.</summary>
    public string Message => this["MESSAGE"] ?? string.Empty;

    /// <summary>Which kind of message it is; null for one without.</summary>
    public string? MessageId => this["MESSAGE_ID"];

    /// <summary>A field; null when the entry does not have it, or it is too long to be shown.</summary>
    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Reads one line; null for what is none.</summary>
    public static SystemJournalEntry? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line is not ['{', ..])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (Text(property.Value) is { } text)
                {
                    fields[property.Name] = text;
                }
            }

            return fields.TryGetValue("__REALTIME_TIMESTAMP", out string? stamp)
                && long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds <= LastMicrosecond
                ? new SystemJournalEntry(DateTime.UnixEpoch.AddMicroseconds(microseconds).ToLocalTime(), fields)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // What is not UTF-8 is a list of bytes; a field that is there several times is a list of texts; one that is too long is null.
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Number =>
            Encoding.UTF8.GetString([.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetByte(out byte one) ? one : (byte)'?')]),
        JsonValueKind.Array when value.GetArrayLength() > 0 => Text(value[0]),
        _ => null,
    };
}
