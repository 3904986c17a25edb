namespace Nginx502;

/// <summary>How often visitors of some servers got a status, as an access log tells.</summary>
/// <param name="Path">The access log.</param>
/// <param name="Servers">The virtual servers that write it; empty when every one does.</param>
/// <param name="Status">The status.</param>
/// <param name="Count">How often.</param>
/// <param name="First">The first within the window, local time; null when no line has one.</param>
/// <param name="Last">The last, local time; null when no line has one.</param>
/// <param name="FromUpstream">How many of them the upstream itself said: it had an upstream status of that number, and time for a header.</param>
public sealed record AnswerCount(string Path, string[] Servers, int Status, long Count, DateTime? First, DateTime? Last, long FromUpstream);
