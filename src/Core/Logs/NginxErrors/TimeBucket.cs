namespace Nginx502;

/// <summary>How many there were in a span of time.</summary>
/// <param name="Start">Its beginning; local time, a multiple of the interval since midnight of year 1.</param>
/// <param name="Count">How many.</param>
public sealed record TimeBucket(DateTime Start, long Count);
