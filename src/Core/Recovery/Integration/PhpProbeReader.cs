using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Nginx502.Recovery;

/// <summary>
/// Reads what a probe answered. What answers may be anything, so the form is taken strictly: what lacks a part, or has a part of another kind, is no answer of ours.
/// </summary>
internal static class PhpProbeReader
{
    /// <summary>The most bytes of an answer.</summary>
    public const int MaximumBytes = 256 * 1024;

    private const int FormVersion = 1;
    private const int MaximumDepth = 3;
    private const int KiloShift = 10;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads an answer; null when it is none of ours.</summary>
    /// <param name="body">The body of the response.</param>
    public static PhpProbeAnswer? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaximumBytes)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Strict);
            JsonElement root = document.RootElement;
            return root.GetProperty("nginx502").GetInt32() == FormVersion ? Read(root) : null;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A size as PHP takes it: a number, with K, M or G behind it; -1 for no limit (php-src: Zend/zend_ini.c, zend_ini_parse_quantity).</summary>
    public static long? SizeOf(string? text)
    {
        string digits = (text ?? string.Empty).Trim();
        int shift = digits.Length == 0 ? 0 : char.ToUpperInvariant(digits[^1]) switch { 'K' => KiloShift, 'M' => 2 * KiloShift, 'G' => 3 * KiloShift, _ => 0 };
        string number = shift > 0 ? digits[..^1].Trim() : digits;
        return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && Math.Abs((decimal)value) <= long.MaxValue >> shift ? value << shift : null;
    }

    private static PhpProbeAnswer Read(JsonElement root)
    {
        JsonElement limits = Object(root, "limits");
        var facts = new PhpFacts(
            Text(root, "version") ?? throw new FormatException(),
            Text(root, "sapi") ?? throw new FormatException(),
            Text(root, "ini_file"),
            Texts(root, "ini_scanned"),
            new PhpLimits(
                SizeOf(Text(limits, "memory_limit")),
                SecondsOf(Text(limits, "max_execution_time")),
                SecondsOf(Text(limits, "max_input_time")),
                TimeSpan.Zero,
                SizeOf(Text(limits, "post_max_size")),
                SizeOf(Text(limits, "upload_max_filesize")),
                BufferOf(Text(limits, "output_buffering"))),
            [.. Texts(root, "extensions").Order(StringComparer.OrdinalIgnoreCase)],
            ReadOpcache(Object(root, "opcache_settings"), Object(root, "opcache")));
        string? restriction = Text(limits, "open_basedir");
        return new PhpProbeAnswer(facts, Text(root, "script_filename"), Text(root, "document_root"), string.IsNullOrEmpty(restriction) ? null : restriction);
    }

    private static PhpOpcache ReadOpcache(JsonElement settings, JsonElement state)
    {
        string? jit = Text(settings, "opcache.jit");
        bool? isSet = FlagOf(Text(settings, "opcache.enable"));
        return new PhpOpcache(
            Flag(state, "enabled") ?? (isSet == false || (isSet is null && jit is null) ? false : null),
            Flag(state, "full"),
            Number(state, "used"),
            Number(state, "free"),
            Number(state, "wasted"),
            Number(state, "scripts"),
            FlagOf(Text(settings, "opcache.validate_timestamps")),
            Flag(state, "jit"),
            jit,
            Number(state, "jit_buffer") ?? SizeOf(Text(settings, "opcache.jit_buffer_size")));
    }

    private static JsonElement Object(JsonElement parent, string name) =>
        parent.GetProperty(name) is { ValueKind: JsonValueKind.Object } value ? value : throw new FormatException();

    // The script escapes each byte by its own number.
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when value.GetString() is { } text => text.All(letter => letter <= byte.MaxValue) ? SafeText.Decode(Encoding.Latin1.GetBytes(text)) : throw new FormatException(),
        _ => throw new FormatException(),
    };

    private static string? Text(JsonElement parent, string name) => TextOf(parent.GetProperty(name));

    private static string[] Texts(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(TextOf).OfType<string>().Where(text => text.Length > 0)];

    // PHP tells these of a cache in use only.
    private static string? Given(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;

    private static bool? Flag(JsonElement parent, string name) => FlagOf(Given(parent, name));

    private static long? Number(JsonElement parent, string name) => SizeOf(Given(parent, name));

    // An .ini file that says Off gives an empty text.
    private static bool? FlagOf(string? text) => text?.ToUpperInvariant() switch { null => null, "1" or "ON" or "YES" or "TRUE" => true, _ => false };

    private static TimeSpan? SecondsOf(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static long? BufferOf(string? text) => text?.ToUpperInvariant() is "" or "OFF" or "NO" or "FALSE" ? 0 : SizeOf(text);
}
