namespace Nginx502.FastCgi;

/// <summary>How long the parts of an exchange took, each from its beginning.</summary>
/// <param name="Connect">Until the connection was made; null when it was not, or was kept.</param>
/// <param name="FirstByte">Until the first byte of the answer; null when none came.</param>
/// <param name="Whole">Until the end.</param>
internal readonly record struct ExchangeTimes(TimeSpan? Connect, TimeSpan? FirstByte, TimeSpan Whole);
