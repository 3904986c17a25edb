namespace Nginx502.Shell;

/// <summary>The exit codes of the program where the script gives none; they are pwsh's and those of the shells.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The last command failed, or an error ended the script.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong (pwsh: ExitCodeBadCommandLineParameter; sysexits.h: EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary>The module is not where it belongs, or cannot be loaded (pwsh: ExitCodeInitFailure; sysexits.h: EX_SOFTWARE).</summary>
    public const int CannotStart = 70;

    /// <summary>Added to the number of the signal that ended the program, as shells do.</summary>
    public const int SignalBase = 128;

    /// <summary>The reader of standard output went away (SIGPIPE is 13): <c>nginx502 ... | head -1</c>.</summary>
    public const int BrokenPipe = SignalBase + 13;
}
