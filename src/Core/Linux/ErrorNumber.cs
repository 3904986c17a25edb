namespace Nginx502.Linux;

/// <summary>The error numbers that file calls give, the same on every processor that .NET runs on (man 3 errno).</summary>
internal static class ErrorNumber
{
    public const int OperationNotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;
    public const int NoSuchDevice = 6;
    public const int PermissionDenied = 13;
    public const int NoDevice = 19;
    public const int NotADirectory = 20;
    public const int InvalidArgument = 22;
    public const int TooManyOpenFiles = 24;
    public const int NotImplemented = 38;
    public const int TooManyLinks = 40;
    public const int InProgress = 115;
}
