using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Owner, group and mode of a socket's file.</summary>
/// <param name="OwnerId">The owner's number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Mode">The permission bits.</param>
internal readonly record struct SocketRights(uint OwnerId, uint GroupId, uint Mode)
{
    private const uint ModeBits = 0xFFF;

    /// <summary>Those of a file.</summary>
    public static SocketRights Of(FileAccessRule rule) => new(rule.OwnerId, rule.GroupId, (uint)rule.Mode & ModeBits);

    /// <summary>As text with names where there are: <c>root:www-data 0660</c>.</summary>
    public string ToText(UserTable users) =>
        $"{SafeText.Escape(users.UserName(OwnerId))}:{SafeText.Escape(users.GroupName(GroupId))} {Convert.ToString(Mode, 8).PadLeft(4, '0')}";

    /// <summary>Reads that text again; false when it is none, or names somebody who is not there any more.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, UserTable users, out SocketRights rights)
    {
        rights = default;
        string[] words = (text ?? string.Empty).Split(' ');
        string[] names = words[0].Split(':');
        if (words.Length != 2 || names.Length != 2 || !IsOctal(words[1])
            || (users.User(names[0])?.UserId ?? Number(names[0])) is not { } owner
            || (users.Group(names[1])?.GroupId ?? Number(names[1])) is not { } group)
        {
            return false;
        }

        rights = new SocketRights(owner, group, Convert.ToUInt32(words[1], 8));
        return true;
    }

    private static bool IsOctal(string text) => text.Length is > 0 and <= 4 && text.All(digit => digit is >= '0' and <= '7');

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}
