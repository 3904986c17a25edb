namespace Nginx502;

/// <summary>Who was asked for a host name's addresses.</summary>
public enum NameSource
{
    /// <summary><c>/etc/hosts</c>.</summary>
    Hosts,

    /// <summary>The system's resolver, by <c>getaddrinfo</c> as nginx asks it when it reads its configuration.</summary>
    System,

    /// <summary>A name server of <c>/etc/resolv.conf</c>, which the system's resolver asks.</summary>
    NameServer,

    /// <summary>A name server of nginx's <c>resolver</c>.</summary>
    NginxResolver,
}
