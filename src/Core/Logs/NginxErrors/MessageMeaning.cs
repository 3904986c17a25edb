namespace Nginx502.Logs;

/// <summary>Tells the symptom of a message from what stands around it in its line.</summary>
internal delegate Symptom SymptomRule(in LineFacts facts);

/// <summary>What a message of nginx's means.</summary>
/// <param name="Symptom">Tells the symptom.</param>
/// <param name="Status">What the attempt was worth when it failed before a header was there; null for none.</param>
/// <param name="IsFailure">True when an attempt failed or its answer was cut short; false for look-alikes.</param>
internal sealed record MessageMeaning(SymptomRule Symptom, int? Status, bool IsFailure);
