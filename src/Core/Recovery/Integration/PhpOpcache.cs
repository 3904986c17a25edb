namespace Nginx502;

/// <summary>The cache of compiled scripts and the compiler (opcache, JIT), as a worker sees them. Null is what PHP did not tell.</summary>
/// <param name="IsEnabled">True when it is in use.</param>
/// <param name="IsFull">True when no further script fits: then each request compiles what does not, which is slow.</param>
/// <param name="UsedBytes">Memory in use.</param>
/// <param name="FreeBytes">Memory that is free.</param>
/// <param name="WastedBytes">Memory of scripts that changed, free again after a restart.</param>
/// <param name="Scripts">How many scripts it holds.</param>
/// <param name="ValidatesTimestamps">True when it looks whether scripts changed; false means that a deployment takes a reload.</param>
/// <param name="IsJitOn">True when the JIT compiler is in use.</param>
/// <param name="Jit"><c>opcache.jit</c> as set.</param>
/// <param name="JitBufferBytes">The JIT compiler's memory.</param>
public sealed record PhpOpcache(
    bool? IsEnabled, bool? IsFull, long? UsedBytes, long? FreeBytes, long? WastedBytes, long? Scripts, bool? ValidatesTimestamps, bool? IsJitOn, string? Jit, long? JitBufferBytes)
{
    /// <summary>Whether both are in use.</summary>
    public override string ToString() => $"opcache {Word(IsEnabled)}{(IsFull == true ? ", full" : string.Empty)}, JIT {Word(IsJitOn)}";

    private static string Word(bool? isOn) => isOn switch { true => "on", false => "off", _ => "not told" };
}
