using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>
/// Makes a parameter of an enum, or of several of its values, take wildcards, and answer a typo with the name that was
/// meant. (The engine alone answers with all names.)
/// </summary>
/// <typeparam name="TEnum">The enum.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EnumNameAttribute<TEnum> : ArgumentTransformationAttribute
    where TEnum : struct, Enum
{
    private const int FewNames = 10;
    private const int MaxSuggestions = 3;

    /// <summary>What a value is called in messages, with its article.</summary>
    public string ValueName { get; set; } = $"a {typeof(TEnum).Name}";

    /// <summary>True when the number of a value stands for it in text too, as where people know the values by it.</summary>
    public bool TakesNumbers { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapper ? wrapper.BaseObject : inputData;
        return value switch
        {
            null => null,
            string text => Read(text),
            IEnumerable values => values.Cast<object?>().SelectMany(item => Transform(engineIntrinsics, item) is object[] several ? several : [item!]).ToArray(),
            _ when IsUndefined(value) => throw new ArgumentTransformationMetadataException(Explain($"{value}", Enum.GetNames<TEnum>())),
            _ => inputData,
        };
    }

    // The engine takes any number for a value of an enum.
    private static bool IsUndefined(object value) =>
        (value is TEnum or byte or sbyte or short or ushort or int or uint or long or ulong)
        && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out long number)
        && !Enum.GetValues<TEnum>().Any(known => Convert.ToInt64(known, CultureInfo.InvariantCulture) == number);

    // The engine takes the beginning of a name too, when only one begins so.
    private object[] Read(string text)
    {
        if (TakesNumbers && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Enum.IsDefined(typeof(TEnum), number))
        {
            return [Enum.ToObject(typeof(TEnum), number)];
        }

        string[] names = Enum.GetNames<TEnum>();
        string[] named = WildcardPattern.ContainsWildcardCharacters(text)
            ? Array.FindAll(names, name => new WildcardText(text).IsMatch(name))
            : Array.FindAll(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named.Length == 0)
        {
            named = Array.FindAll(names, name => text.Length > 0 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        }

        bool isOne = named.Length == 1 || WildcardPattern.ContainsWildcardCharacters(text);
        return named.Length > 0 && isOne
            ? [.. named.Select(name => (object)Enum.Parse<TEnum>(name))]
            : throw new ArgumentTransformationMetadataException(Explain(text, named.Length > 0 ? named : names));
    }

    private string Explain(string text, string[] names)
    {
        string problem = $"'{SafeText.Escape(text)}' is not {ValueName}.";
        if (names.Length <= FewNames)
        {
            return $"{problem} Give one of {string.Join(", ", names.Select(Numbered))}.";
        }

        IEnumerable<string> likely = names.OrderBy(name => Distance(name, text)).Take(MaxSuggestions);
        return $"{problem} Did you mean {string.Join(", ", likely)}? Tab completes them, and [{typeof(TEnum).FullName}].GetEnumNames() lists them.";
    }

    private string Numbered(string name) => TakesNumbers ? $"{Enum.Parse<TEnum>(name):D} {name}" : name;

    // Levenshtein's: how many letters to insert, delete or change.
    private static int Distance(string name, string text)
    {
        int[] row = [.. Enumerable.Range(0, text.Length + 1)];
        for (int i = 1; i <= name.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= text.Length; j++)
            {
                int change = diagonal + (char.ToUpperInvariant(name[i - 1]) == char.ToUpperInvariant(text[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
