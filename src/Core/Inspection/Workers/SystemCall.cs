using System.Globalization;
using System.Runtime.InteropServices;

namespace Nginx502.Inspection;

/// <summary>The system call that a process is in, as /proc/PID/syscall shows it (man 5 proc_pid_syscall).</summary>
/// <param name="Kind">What it waits for.</param>
/// <param name="Arguments">Its six arguments; addresses are those of the process.</param>
internal sealed record SystemCall(SystemCallKind Kind, IReadOnlyList<ulong> Arguments)
{
    private const int ArgumentCount = 6;

    /// <summary>True when the first argument fits into a descriptor's number.</summary>
    public int? Descriptor => Arguments.Count > 0 && Arguments[0] <= int.MaxValue ? (int)Arguments[0] : null;

    /// <summary>Reads it; null when it is in none, which <paramref name="isRunning"/> tells apart, or the text is another one.</summary>
    /// <param name="text">The text: <c>43 0xb 0x7ffd…</c>, <c>running</c>, <c>-1 0x7ffd… 0x7fbd…</c>.</param>
    /// <param name="processor">The processor, which the numbers depend on.</param>
    /// <param name="isRunning">True when it runs: then nothing is known of a call.</param>
    public static SystemCall? Parse(string text, Architecture processor, out bool isRunning)
    {
        string[] words = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        isRunning = words is ["running"];
        if (words.Length <= ArgumentCount || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        ulong[] arguments = [.. words.Skip(1).Take(ArgumentCount).Select(Hexadecimal)];
        return new SystemCall(KindOf(number, processor), arguments);
    }

    // arch/x86/entry/syscalls/syscall_64.tbl.
    private static SystemCallKind KindOf(int number, Architecture processor) => processor switch
    {
        Architecture.X64 => number switch
        {
            43 or 288 => SystemCallKind.Accept,
            0 or 1 or 17 or 18 or 19 or 20 or 40 or 42 or 44 or 45 or 46 or 47 => SystemCallKind.Descriptor,
            7 or 271 => SystemCallKind.Poll,
            23 or 270 => SystemCallKind.Select,
            232 or 281 or 441 => SystemCallKind.Epoll,
            35 or 230 => SystemCallKind.Sleep,
            72 or 73 => SystemCallKind.Lock,
            61 or 247 => SystemCallKind.Child,
            202 or 65 or 220 => SystemCallKind.Memory,
            _ => SystemCallKind.Other,
        },
        Architecture.Arm64 => KindOnArm64(number),
        _ => SystemCallKind.Other,
    };

    // include/uapi/asm-generic/unistd.h.
    private static SystemCallKind KindOnArm64(int number) => number switch
    {
        202 or 242 => SystemCallKind.Accept,
        63 or 64 or 65 or 66 or 67 or 68 or 71 or 203 or 206 or 207 or 211 or 212 => SystemCallKind.Descriptor,
        73 => SystemCallKind.Poll,
        72 => SystemCallKind.Select,
        22 or 441 => SystemCallKind.Epoll,
        101 or 115 => SystemCallKind.Sleep,
        25 or 32 => SystemCallKind.Lock,
        95 or 260 => SystemCallKind.Child,
        98 or 192 or 193 => SystemCallKind.Memory,
        _ => SystemCallKind.Other,
    };

    private static ulong Hexadecimal(string word) =>
        word.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : 0;
}
