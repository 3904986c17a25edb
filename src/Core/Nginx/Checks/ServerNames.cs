namespace Nginx502.Nginx;

/// <summary>One server with the lines that name it.</summary>
/// <param name="server">The server.</param>
internal sealed class ServerNames(SyntaxDirective server)
{
    /// <summary>The server.</summary>
    public SyntaxDirective Server => server;

    /// <summary>Its <c>server_name</c> lines.</summary>
    public List<SyntaxDirective> Directives { get; } = [];

    /// <summary>True when it says where it listens.</summary>
    public bool Listens { get; set; }
}
