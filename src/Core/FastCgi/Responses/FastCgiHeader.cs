namespace Nginx502;

/// <summary>One line of a response's header. Both texts are safe to show.</summary>
/// <param name="Name">The name as written: <c>Content-Type</c>.</param>
/// <param name="Value">The value, without blanks around it.</param>
public sealed record FastCgiHeader(string Name, string Value)
{
    /// <summary>As a line of a header.</summary>
    public override string ToString() => $"{Name}: {Value}";
}
