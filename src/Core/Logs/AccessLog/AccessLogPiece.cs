namespace Nginx502.Logs;

/// <summary>A variable of an access log format, and the literal text that follows it up to the next one.</summary>
/// <param name="Variable">The variable's name without the dollar sign, in lower case.</param>
/// <param name="Shape">What its values look like.</param>
/// <param name="Literal">The bytes that follow; empty where the next variable follows at once.</param>
internal readonly record struct AccessLogPiece(string Variable, FieldShape Shape, byte[] Literal);
