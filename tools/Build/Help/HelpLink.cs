namespace Nginx502.Build.Help;

/// <summary>A related link.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Uri">Where it leads; empty for a page of this module.</param>
internal sealed record HelpLink(string Text, string Uri);
