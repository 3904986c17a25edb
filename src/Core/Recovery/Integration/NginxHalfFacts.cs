namespace Nginx502.Recovery;

/// <summary>What was collected of a location of nginx that leads to a pool.</summary>
internal sealed record NginxHalfFacts
{
    /// <summary>The location; null when none leads to the pool.</summary>
    public NginxUpstream? Upstream { get; init; }

    /// <summary>True when its nginx runs.</summary>
    public bool IsRunning { get; init; } = true;

    /// <summary>Why it could not be asked; null when it could.</summary>
    public NotSeen? Obstacle { get; init; }

    /// <summary>What was asked for.</summary>
    public string? Uri { get; init; }

    /// <summary>The listener.</summary>
    public string? Address { get; init; }

    /// <summary>The answer; null when there was none.</summary>
    public SiteAnswer? Answer { get; init; }

    /// <summary>Why there was no answer.</summary>
    public string? Problem { get; init; }

    /// <summary>What <c>SCRIPT_FILENAME</c> is for what was asked, by the configuration; null where that is not known.</summary>
    public string? ScriptFileName { get; init; }

    /// <summary>What <c>DOCUMENT_ROOT</c> is.</summary>
    public string? DocumentRoot { get; init; }

    /// <summary>False when php-fpm has no directory where that script would lie; null when that was not seen.</summary>
    public bool? HasScriptDirectory { get; init; }

    /// <summary>A script that the document root has and that php-fpm does not have where nginx points it to; null for none.</summary>
    public string? MissedScript { get; init; }

    /// <summary>True when the probe lay in the document root.</summary>
    public bool IsInDocumentRoot { get; init; }
}
