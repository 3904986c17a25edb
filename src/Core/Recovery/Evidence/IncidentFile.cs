namespace Nginx502.Recovery;

/// <summary>A file of the evidence of an incident.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it says; no secrets, nothing that a terminal could obey.</param>
internal sealed record IncidentFile(string Name, string Content);
