namespace Nginx502.Linux;

/// <summary>The error numbers that changing files gives, the same on every processor that .NET runs on (man 3 errno).</summary>
internal static class FileError
{
    public const int OperationNotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int TryAgain = 11;
    public const int PermissionDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int OtherDevice = 18;
    public const int NotADirectory = 20;
    public const int InvalidArgument = 22;
    public const int NotSupportedByDevice = 25;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NoSuchCall = 38;
    public const int TooManyLinks = 40;
    public const int NoData = 61;
    public const int NotSupported = 95;
    public const int QuotaExceeded = 122;
}
