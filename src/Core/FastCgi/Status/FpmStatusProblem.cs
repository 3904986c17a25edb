namespace Nginx502;

/// <summary>Why a pool's status page could not be read.</summary>
public enum FpmStatusProblem
{
    /// <summary>There was no good answer over FastCGI; the failure tells.</summary>
    NoAnswer,

    /// <summary>The pool has no status page at that path: pm.status_path is not set, differs, or php-fpm was not reloaded since.</summary>
    NotConfigured,

    /// <summary>php-fpm has the page and cannot give it now: its shared memory is in use, or not to be found.</summary>
    NotAvailable,

    /// <summary>Something else answered there: a script, or another format than JSON and text.</summary>
    NotAStatusPage,

    /// <summary>The page is that of another pool: the pool's address leads elsewhere by now.</summary>
    OtherPool,

    /// <summary>It was not asked: its address means nothing here, as in a container.</summary>
    NotAsked,
}
