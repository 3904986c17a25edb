namespace Nginx502;

/// <summary>How a pool and its sites are tested together.</summary>
public sealed record GatewayIntegrationOptions
{
    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True to lay the probe into the document root too, for as long as it is asked, so that nginx hands it over itself.</summary>
    public bool IsInDocumentRoot { get; init; }

    /// <summary>The directory below which the probe lies for php-fpm alone. Tests have another.</summary>
    internal string Place { get; init; } = "/run";
}
