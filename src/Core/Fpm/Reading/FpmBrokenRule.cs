namespace Nginx502;

/// <summary>A rule of php-fpm that values of a pool break, so that it would not start.</summary>
/// <param name="Id">Which rule it is, one word: <c>SpareAboveMaxChildren</c>.</param>
/// <param name="Directives">The directives that it is about, the likeliest culprit first.</param>
/// <param name="Message">What is wrong, in php-fpm's words, without the pool.</param>
/// <param name="Advice">What to do about it, a sentence.</param>
public sealed record FpmBrokenRule(string Id, IReadOnlyList<string> Directives, string Message, string Advice)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
