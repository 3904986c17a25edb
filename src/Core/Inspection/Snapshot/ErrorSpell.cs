namespace Nginx502;

/// <summary>A time in which lines of one kind came without a longer pause. nginx writes its times in whole seconds.</summary>
/// <param name="First">The first of them, local time.</param>
/// <param name="Last">The last, local time.</param>
public sealed record ErrorSpell(DateTime First, DateTime Last);
