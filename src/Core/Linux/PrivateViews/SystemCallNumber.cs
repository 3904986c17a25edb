using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>The numbers of system calls (arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h).</summary>
internal static class SystemCallNumber
{
    private static readonly bool IsArm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>True when the numbers of this processor are known.</summary>
    public static bool AreKnown => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public static nint Unshare => IsArm64 ? 97 : 272;

    public static nint SetNamespace => IsArm64 ? 268 : 308;

    public static nint Mount => IsArm64 ? 40 : 165;

    public static nint ChangeRoot => IsArm64 ? 51 : 161;

    public static nint ChangeDirectory => IsArm64 ? 49 : 80;

    public static nint ChangeDirectoryTo => IsArm64 ? 50 : 81;

    public static nint MakeDirectory => IsArm64 ? 34 : 258;

    public static nint ChangeOwner => IsArm64 ? 54 : 260;

    public static nint ChangeMode => IsArm64 ? 53 : 268;

    public static nint Open => IsArm64 ? 56 : 257;

    public static nint Write => IsArm64 ? 64 : 1;

    public static nint Close => IsArm64 ? 57 : 3;

    public static nint Unlink => IsArm64 ? 35 : 263;

    public static nint Access => IsArm64 ? 48 : 269;

    public static nint Socket => IsArm64 ? 198 : 41;

    public static nint Connect => IsArm64 ? 203 : 42;

    public static nint SetGroups => IsArm64 ? 159 : 116;

    public static nint SetFileUser => IsArm64 ? 151 : 122;

    public static nint SetFileGroup => IsArm64 ? 152 : 123;

    public static nint SetCapabilities => IsArm64 ? 91 : 126;

    public static nint ProcessControl => IsArm64 ? 167 : 157;

    public static nint Mask => IsArm64 ? 166 : 95;
}
