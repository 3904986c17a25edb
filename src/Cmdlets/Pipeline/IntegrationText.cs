namespace Nginx502.Pipeline;

/// <summary>What is asked about a test of pools and sites.</summary>
internal static class IntegrationText
{
    /// <summary>The question before anything is written into a document root.</summary>
    public const string Question =
        "A script that answers nobody else is written into the document root of each site, as the directory's owner, and removed as soon as nginx answered. "
        + "Where nginx does not hand scripts over, visitors who knew its unguessable name could read its source meanwhile, which holds no secret.";

    /// <summary>The pool, for the question.</summary>
    public static string TargetOf(FpmPool pool) => $"the pool {pool.Pool} ({pool.ConfigurationPath})";

    /// <summary>What is done.</summary>
    public static string ActionOf(bool isInDocumentRoot) => isInDocumentRoot
        ? "Ask for a script that lies below /run, and in the document root, for a moment"
        : "Ask for a script that lies below /run for a moment";

    /// <summary>What is said where one half alone was tested; null where nothing tests the other.</summary>
    public static string? WayOut(GatewayIntegrationResult result) => result.Remedies.Select(remedy => remedy.Command).FirstOrDefault(command => command?.EndsWith("-InDocumentRoot", StringComparison.Ordinal) == true) is { } command
        ? $"Whether {result.Nginx.Server} {result.Nginx.Location} leads to pool {result.Pool} was not seen: the site answers a script of an unknown name itself. This tests it: {command}"
        : null;
}
