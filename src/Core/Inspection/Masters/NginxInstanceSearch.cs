namespace Nginx502.Inspection;

/// <summary>What was found of nginx, what is to be known about it, and where was looked. Its texts are safe to show.</summary>
/// <param name="Instances">Each nginx, running ones first.</param>
/// <param name="Notes">What a person should know: masters that were passed over, what could not be seen.</param>
/// <param name="LookedAt">Every place that was looked at, in order, with what was found there.</param>
public sealed record NginxInstanceSearch(IReadOnlyList<NginxInstance> Instances, IReadOnlyList<string> Notes, IReadOnlyList<string> LookedAt);
