namespace Nginx502.Build.Help;

/// <summary>A type that a cmdlet takes or gives.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What it means there, by paragraphs.</param>
internal sealed record HelpType(string Name, IReadOnlyList<string> Description);
