namespace Nginx502.Linux;

/// <summary>One system call that was prepared, and how it went. Lies in native memory.</summary>
internal struct CallStep
{
    /// <summary>The call's number; <see cref="SpawnNumber"/> for posix_spawn of the C library.</summary>
    public nint Number;

    public nint First;
    public nint Second;
    public nint Third;
    public nint Fourth;
    public nint Fifth;
    public nint Sixth;

    /// <summary>True when it opens a descriptor that later steps take.</summary>
    public bool Opens;

    /// <summary>True to put the last descriptor that was opened in place of the first argument.</summary>
    public bool TakesOpened;

    /// <summary>True to go on when it fails.</summary>
    public bool MayFail;

    /// <summary>How many of the next steps are passed over when it succeeds.</summary>
    public int SkipsOnSuccess;

    /// <summary>How many of the next steps are passed over when it fails.</summary>
    public int SkipsOnFailure;

    /// <summary>True once it was called.</summary>
    public bool IsDone;

    /// <summary>What it returned.</summary>
    public nint Result;

    /// <summary>The error number, or 0.</summary>
    public int Error;

    /// <summary>Stands for posix_spawn, which is no system call.</summary>
    public const nint SpawnNumber = -1;
}
