namespace Nginx502.Fpm;

/// <summary>One line of a file.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Span">Its bytes, with the line end that it has.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Statements">What it says; of a damaged line what stands before the damage.</param>
/// <param name="Error">Where php-fpm's parser gives up; null when it does not.</param>
internal sealed record IniLine(int Number, IniSpan Span, IniLineKind Kind, IReadOnlyList<IniStatement> Statements, IniSyntaxError? Error);
