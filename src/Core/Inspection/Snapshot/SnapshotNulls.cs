using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Nginx502.Inspection;

/// <summary>
/// Looks for what a snapshot that was read lacks: a text that somebody wrote or cut can have null where the rules count on a value. What a record takes at its
/// making and the text leaves out is made empty, where there is such a thing.
/// </summary>
internal static class SnapshotNulls
{
    private static readonly ConcurrentDictionary<Type, Member[]> Members = new();

    /// <summary>Throws where something is null that must not be.</summary>
    /// <exception cref="SnapshotFormatException">It is; the message says where.</exception>
    public static void Check(GatewaySnapshot snapshot) => Check(snapshot, "$");

    private static void Check(object value, string place)
    {
        foreach (Member member in MembersOf(value.GetType()))
        {
            object? held = member.Property.GetValue(value);
            if (held is null)
            {
                if (!member.MayBeNull)
                {
                    member.Property.SetValue(value, member.Empty ?? throw new SnapshotFormatException($"{place}.{member.Property.Name} is null, and may not be."));
                }
            }
            else if (held is not string && held is IEnumerable items)
            {
                CheckItems(items, $"{place}.{member.Property.Name}", member.MayHoldNull);
            }
            else if (MembersOf(held.GetType()).Length > 0)
            {
                Check(held, $"{place}.{member.Property.Name}");
            }
        }
    }

    private static void CheckItems(IEnumerable items, string place, bool mayHoldNull)
    {
        int index = 0;
        foreach (object? item in items)
        {
            if (item is null && !mayHoldNull)
            {
                throw new SnapshotFormatException($"{place}[{index}] is null, and may not be.");
            }

            // Of the many times of errors none can hold a null.
            if (item is not null && MembersOf(item.GetType()).Length > 0)
            {
                Check(item, $"{place}[{index}]");
            }

            index++;
        }
    }

    private static Member[] MembersOf(Type type) => Members.GetOrAdd(type, Read);

    private static Member[] Read(Type type)
    {
        if (!IsOurs(type))
        {
            return [];
        }

        var nullability = new NullabilityInfoContext();
        HashSet<string> taken = [.. type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).SelectMany(made => made.GetParameters()).Select(parameter => parameter.Name ?? string.Empty)];
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => !property.PropertyType.IsValueType && property.GetIndexParameters().Length == 0 && property.SetMethod is not null)
                .Select(property => MemberOf(property, nullability.Create(property), taken.Contains(property.Name))),
        ];
    }

    private static Member MemberOf(PropertyInfo property, NullabilityInfo found, bool isTaken)
    {
        NullabilityInfo? element = found.ElementType ?? (found.GenericTypeArguments.Length == 1 ? found.GenericTypeArguments[0] : null);
        return new Member(property, found.ReadState == NullabilityState.Nullable, element?.ReadState == NullabilityState.Nullable, isTaken ? EmptyOf(property.PropertyType) : null);
    }

    private static object? EmptyOf(Type type) => type == typeof(string) ? string.Empty
        : type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0)
        : type is { IsInterface: true, IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : null;

    private static bool IsOurs(Type type) => !type.IsValueType && type.Namespace is { } room && room.StartsWith("Nginx502", StringComparison.Ordinal) && type != typeof(FpmEndpoint);

    // What may be null, and what stands for it where it may not.
    private sealed record Member(PropertyInfo Property, bool MayBeNull, bool MayHoldNull, object? Empty);
}
