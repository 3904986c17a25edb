using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nginx502.Shell.Output;

/// <summary>
/// Writes what <c>ConvertTo-Json -Depth 10 -EnumsAsStrings</c> would: the properties that PowerShell shows, added ones
/// too; times as ISO 8601; enums by name; durations and whatever the module serialises as a string as text. A property
/// that throws is null.
/// </summary>
internal static class JsonValueWriter
{
    private const int MaxDepth = 10;

    private static readonly ConcurrentDictionary<Type, bool> AreStrings = new();

    /// <summary>How the JSON is written: Unicode as it is, control characters escaped.</summary>
    public static JsonWriterOptions Options(bool indented) => new()
    {
        Indented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Deeper than we ever go, and each name is written once: no need to check what we do.
        SkipValidation = true,
    };

    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter json, object? value) => Write(json, value, depth: 0);

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        PSObject? wrapper = value as PSObject;
        object? plain = wrapper is null ? value : wrapper.BaseObject;
        if (WriteScalar(json, plain))
        {
            return;
        }

        wrapper ??= PSObject.AsPSObject(plain);
        if (depth > MaxDepth || (depth > 0 && IsMachinery(plain!)) || IsSerialisedAsString(wrapper))
        {
            json.WriteStringValue(TextOf(plain!));
            return;
        }

        switch (plain)
        {
            case IDictionary dictionary:
                WriteDictionary(json, dictionary, depth);
                break;
            case IEnumerable items:
                WriteArray(json, items, depth);
                break;
            default:
                WriteProperties(json, wrapper, depth);
                break;
        }
    }

    private static bool WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case bool flag:
                json.WriteBooleanValue(flag);
                return true;
            case Enum name:
                json.WriteStringValue(name.ToString());
                return true;
            case DateTime time:
                json.WriteStringValue(time);
                return true;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                return true;
            case sbyte or byte or short or ushort or int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case uint or ulong:
                json.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture));
                return true;
            case decimal number:
                json.WriteNumberValue(number);
                return true;
            case float single when float.IsFinite(single):
                json.WriteNumberValue(single);
                return true;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                return true;
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                return true;
            case IFormattable or char or Version or Uri or Type or CultureInfo or ScriptBlock:
                json.WriteStringValue(TextOf(value));
                return true;
            default:
                return false;
        }
    }

    private static void WriteDictionary(Utf8JsonWriter json, IDictionary dictionary, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            json.WritePropertyName(TextOf(entry.Key));
            Write(json, entry.Value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (object? item in items)
        {
            Write(json, item, depth + 1);
        }

        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, PSObject wrapper, int depth)
    {
        json.WriteStartObject();

        // The engine lists added properties before the object's own; whoever reads expects them after.
        List<PSPropertyInfo>? added = null;
        foreach (PSPropertyInfo property in wrapper.Properties)
        {
            if (property.MemberType == PSMemberTypes.Property)
            {
                WriteProperty(json, property, depth);
            }
            else
            {
                (added ??= []).Add(property);
            }
        }

        foreach (PSPropertyInfo property in added ?? [])
        {
            WriteProperty(json, property, depth);
        }

        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, PSPropertyInfo property, int depth)
    {
        if (property.IsGettable)
        {
            json.WritePropertyName(property.Name);
            Write(json, ValueOf(property), depth + 1);
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // A command or a type as a property leads to everything that is loaded: hundreds of megabytes of JSON, to nobody's use.
    private static bool IsMachinery(object value) =>
        value is not PSCustomObject && value.GetType().Namespace is { } name
        && (name.StartsWith("System.Management.Automation", StringComparison.Ordinal) || name.StartsWith("System.Reflection", StringComparison.Ordinal));

    // The module says in Nginx502.Types.ps1xml which of its types are one word, such as an endpoint. The engine turns the
    // word in that file into a value of its internal enumeration SerializationMethod. It is the same for all of a type.
    private static bool IsSerialisedAsString(PSObject wrapper) =>
        AreStrings.GetOrAdd(
            wrapper.BaseObject.GetType(),
            static (_, wrapper) => (wrapper.Members["PSStandardMembers"] as PSMemberSet)?.Members["SerializationMethod"]?.Value?.ToString() is "String",
            wrapper);

    private static string TextOf(object value) =>
        (value is IFormattable formattable ? formattable.ToString(format: null, CultureInfo.InvariantCulture) : value.ToString()) ?? "";
}
