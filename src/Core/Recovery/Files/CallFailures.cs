using System.Runtime.InteropServices;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Says in words what an error of a system call means, and what to do.</summary>
internal static class CallFailures
{
    /// <summary>Goes on when a call succeeded.</summary>
    /// <param name="error">The error number that the call gave; 0 when it succeeded.</param>
    /// <param name="act">What could not be done to the path: "be written".</param>
    /// <param name="path">The full path of what the call was about.</param>
    /// <exception cref="ChangeException">The call failed.</exception>
    public static void Require(int error, string act, string path)
    {
        if (error != 0)
        {
            throw new ChangeException(Explain(error, act, path));
        }
    }

    /// <summary>The failure that an error number stands for.</summary>
    public static ChangeFailure Explain(int error, string act, string path)
    {
        string name = SafeText.Escape(path);
        (ChangeFailureReason reason, string advice) = error switch
        {
            FileError.NoSuchFile => (ChangeFailureReason.FileMissing, "Check the spelling, case included, and whether it was moved."),
            FileError.NoSpace => (ChangeFailureReason.NoSpace, $"Free space there, and look at inodes too: df -h '{name}'; df -i '{name}'."),
            FileError.QuotaExceeded => (ChangeFailureReason.NoSpace, "Raise the quota, or free space that counts for it."),
            FileError.PermissionDenied or FileError.OperationNotPermitted when !Environment.IsPrivilegedProcess => (
                ChangeFailureReason.InsufficientPrivilege, "Run it as root."),
            FileError.PermissionDenied or FileError.OperationNotPermitted => (
                ChangeFailureReason.InsufficientPrivilege,
                "Root is refused here: look at lsattr, at the mount's options, and at what SELinux or AppArmor logged (journalctl -k, ausearch -m avc)."),
            FileError.ReadOnly => (ChangeFailureReason.FileSystemError, "Mount it for writing first, or change it where it comes from. After errors of the disk the kernel mounts it so itself: dmesg."),
            FileError.InputOutput => (ChangeFailureReason.FileSystemError, "The disk or the network behind it fails: see dmesg before anything else."),
            _ => (ChangeFailureReason.FileSystemError, "See what the kernel says, and try again."),
        };
        return new ChangeFailure(reason, path, $"'{name}' cannot {act}: {Marshal.GetPInvokeErrorMessage(error)} ({error}).", advice, error);
    }
}
