namespace Nginx502;

/// <summary>Who tells what is told of a pool.</summary>
public enum FpmStatusSource
{
    /// <summary>The kernel alone: the page is not configured, or nobody gave it.</summary>
    Kernel,

    /// <summary>php-fpm's status page, and the kernel for what the page does not know.</summary>
    StatusPage,
}
