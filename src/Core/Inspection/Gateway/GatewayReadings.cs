namespace Nginx502;

/// <summary>The configurations that were read, what a person should know about them, and where was looked. Texts are safe to show.</summary>
/// <typeparam name="TReading">Of which program.</typeparam>
/// <param name="Readings">One for each nginx or php-fpm; empty when none was found.</param>
/// <param name="Notes">What a person should know: masters that were passed over, what could not be seen.</param>
/// <param name="LookedAt">Every place that was looked at, in order, with what was found there.</param>
public sealed record GatewayReadings<TReading>(IReadOnlyList<TReading> Readings, IReadOnlyList<string> Notes, IReadOnlyList<string> LookedAt);
