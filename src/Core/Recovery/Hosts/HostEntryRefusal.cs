namespace Nginx502;

/// <summary>Why an entry of the hosts file is neither added nor removed. Its texts are safe to show.</summary>
/// <param name="Reason">Why, for scripts.</param>
/// <param name="Problem">What is wrong, sentences.</param>
/// <param name="Advice">What to do about it, sentences.</param>
public sealed record HostEntryRefusal(HostEntryRefusalReason Reason, string Problem, string Advice);
