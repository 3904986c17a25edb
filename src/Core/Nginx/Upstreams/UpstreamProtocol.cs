namespace Nginx502;

/// <summary>What nginx speaks to an upstream, by the directive that hands over to it.</summary>
public enum UpstreamProtocol
{
    /// <summary><c>fastcgi_pass</c>.</summary>
    FastCgi,

    /// <summary><c>proxy_pass</c>, with <c>http://</c> or <c>https://</c>.</summary>
    Http,

    /// <summary><c>uwsgi_pass</c>.</summary>
    Uwsgi,

    /// <summary><c>scgi_pass</c>.</summary>
    Scgi,

    /// <summary><c>grpc_pass</c>.</summary>
    Grpc,

    /// <summary><c>memcached_pass</c>.</summary>
    Memcached,
}
