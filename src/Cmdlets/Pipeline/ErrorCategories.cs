using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>The category of a failure by the error number behind it.</summary>
internal static class ErrorCategories
{
    /// <summary>The category of a Linux error number (asm-generic/errno.h).</summary>
    public static ErrorCategory OfErrno(int errno) => errno switch
    {
        1 or 13 => ErrorCategory.PermissionDenied, // EPERM, EACCES
        2 or 20 => ErrorCategory.ObjectNotFound, // ENOENT, ENOTDIR
        11 or 16 => ErrorCategory.ResourceBusy, // EAGAIN, EBUSY
        12 or 23 or 24 or 28 => ErrorCategory.ResourceUnavailable, // ENOMEM, ENFILE, EMFILE, ENOSPC
        21 or 40 => ErrorCategory.InvalidArgument, // EISDIR, ELOOP
        104 or 111 or 113 => ErrorCategory.ConnectionError, // ECONNRESET, ECONNREFUSED, EHOSTUNREACH
        110 => ErrorCategory.OperationTimeout, // ETIMEDOUT
        _ => ErrorCategory.ReadError,
    };
}
