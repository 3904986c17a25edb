namespace Nginx502.Build.Help;

/// <summary>An example.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Code">What is typed: the first fence that is marked powershell, and nothing else.</param>
/// <param name="Remarks">Everything else, by paragraphs: text, and output with its lines kept.</param>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);
