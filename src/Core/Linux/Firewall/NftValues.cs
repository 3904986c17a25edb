using System.Text.Json;

namespace Nginx502.Linux;

/// <summary>Reads the values that nftables compares with, in its JSON.</summary>
internal static class NftValues
{
    private const int MaximumPort = 65535;

    /// <summary>A text, or each of a list.</summary>
    public static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    /// <summary>The elements of a set or map; null when one of them is not understood.</summary>
    /// <param name="list">The list of elements.</param>
    /// <param name="fields">What its values are of.</param>
    public static IReadOnlyList<FirewallElement>? Elements(JsonElement list, IReadOnlyList<FirewallField> fields)
    {
        var elements = new List<FirewallElement>();
        FirewallElement? others = null;
        foreach (JsonElement item in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            // A map has pairs of key and value.
            bool isPair = item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2;
            FirewallVerdict? verdict = isPair && item[1].ValueKind == JsonValueKind.Object ? NftVerdicts.Read(item[1].EnumerateObject().First()) : null;
            JsonElement key = Unwrap(isPair ? item[0] : item);
            if (key.ValueKind == JsonValueKind.String && key.GetString() == "*")
            {
                others = new FirewallElement([.. fields.Select(_ => new FirewallRange(0, UInt128.MaxValue))], verdict);
            }
            else if (Element(key, fields, verdict) is { } element)
            {
                elements.Add(element);
            }
            else
            {
                return null;
            }
        }

        // What fits no other element comes last.
        return others is null ? elements : [.. elements, others];
    }

    /// <summary>One element; null when it is not understood.</summary>
    public static FirewallElement? Element(JsonElement key, IReadOnlyList<FirewallField> fields, FirewallVerdict? verdict = null)
    {
        JsonElement[] parts = key.ValueKind == JsonValueKind.Object && key.TryGetProperty("concat", out JsonElement concat) ? [.. concat.EnumerateArray()] : [key];
        if (parts.Length != fields.Count)
        {
            return null;
        }

        FirewallRange?[] ranges = [.. parts.Zip(fields, (part, field) => Range(Unwrap(part), field))];
        return Array.TrueForAll(ranges, range => range is not null) ? new FirewallElement(ranges!, verdict) : null;
    }

    /// <summary>One value or a range of them; null when it is not understood.</summary>
    public static FirewallRange? Range(JsonElement value, FirewallField field)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            JsonProperty form = value.EnumerateObject().FirstOrDefault();
            return form.Name switch
            {
                "prefix" => FirewallValues.Network($"{form.Value.GetProperty("addr").GetString()}/{form.Value.GetProperty("len").GetInt32()}", out _),
                "range" when Range(form.Value[0], field) is { } first && Range(form.Value[1], field) is { } last => new FirewallRange(first.First, last.Last),
                "|" => Bits(form.Value, field) is { } bits ? FirewallRange.One(bits) : null,
                _ => null,
            };
        }

        if (FirewallValues.IsBits(field))
        {
            return Bits(value, field) is { } flags ? FirewallRange.One(flags) : null;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetUInt64(out ulong number) && field is not (FirewallField.InputInterface or FirewallField.OutputInterface) ? FirewallRange.One(number) : null;
        }

        return value.ValueKind == JsonValueKind.String ? OfText(value.GetString()!, field) : null;
    }

    /// <summary>The bits that names stand for, all together; null when one of them is not known.</summary>
    public static UInt128? Bits(JsonElement value, FirewallField field)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("|", out JsonElement both))
        {
            return Bits(both, field);
        }

        UInt128 bits = 0;
        foreach (JsonElement item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            UInt128? one = item.ValueKind switch
            {
                JsonValueKind.Number when item.TryGetUInt64(out ulong number) => number,
                JsonValueKind.String when FirewallValues.Number(field, item.GetString()!) is { } number => (UInt128)number,
                JsonValueKind.Object => Bits(item, field),
                _ => null,
            };
            if (one is not { } known)
            {
                return null;
            }

            bits |= known;
        }

        return bits;
    }

    /// <summary>What is smaller or greater than a value.</summary>
    public static FirewallRange? Compared(string operation, FirewallRange value, FirewallField field)
    {
        UInt128 most = field is FirewallField.SourcePort or FirewallField.DestinationPort ? MaximumPort : UInt128.MaxValue;
        return operation switch
        {
            "<" => value.First == 0 ? null : new FirewallRange(0, value.First - 1),
            "<=" => new FirewallRange(0, value.Last),
            ">" => value.Last >= most ? null : new FirewallRange(value.Last + 1, most),
            ">=" => new FirewallRange(value.First, most),
            _ => value,
        };
    }

    /// <summary>The value itself, without what a set notes beside it (timeouts, counters, comments).</summary>
    public static JsonElement Unwrap(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("elem", out JsonElement inner) && inner.TryGetProperty("val", out JsonElement plain) ? plain : value;

    private static FirewallRange? OfText(string text, FirewallField field) => field switch
    {
        FirewallField.SourceAddress or FirewallField.DestinationAddress => FirewallValues.Network(text, out _),
        FirewallField.InputInterface or FirewallField.OutputInterface => FirewallRange.Named(text),
        FirewallField.ConnectionDirection => text switch { "original" => FirewallRange.One(0), "reply" => FirewallRange.One(1), _ => null },
        _ => FirewallValues.Number(field, text) is { } number ? FirewallRange.One((UInt128)number) : null,
    };

}
