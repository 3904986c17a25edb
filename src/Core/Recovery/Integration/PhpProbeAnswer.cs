namespace Nginx502.Recovery;

/// <summary>What a probe answered.</summary>
/// <param name="Php">What PHP said of itself; its RequestTerminateTimeout is the pool's, and zero here.</param>
/// <param name="ScriptFileName">The <c>SCRIPT_FILENAME</c> that it received; null for none.</param>
/// <param name="DocumentRoot">The <c>DOCUMENT_ROOT</c> that it received; null for none.</param>
/// <param name="OpenBaseDirectory">The <c>open_basedir</c> in effect; null for none.</param>
internal sealed record PhpProbeAnswer(PhpFacts Php, string? ScriptFileName, string? DocumentRoot, string? OpenBaseDirectory);
