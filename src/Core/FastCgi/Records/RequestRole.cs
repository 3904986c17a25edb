namespace Nginx502.FastCgi;

/// <summary>What an application is asked to be (FastCGI 1.0, section 6). php-fpm takes all three for a responder, and closes the connection on any other.</summary>
internal enum RequestRole : ushort
{
    /// <summary>It answers a request.</summary>
    Responder = 1,

    /// <summary>It says whether a request is allowed.</summary>
    Authorizer = 2,

    /// <summary>It answers a request by means of a file.</summary>
    Filter = 3,
}
