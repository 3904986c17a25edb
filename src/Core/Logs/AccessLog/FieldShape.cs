namespace Nginx502.Logs;

/// <summary>What the values of a variable look like in the log, as written. The narrower, the fewer lines can be read in two ways.</summary>
internal enum FieldShape
{
    /// <summary>Anything that the escape mode lets through.</summary>
    Any,

    /// <summary>Anything without a space.</summary>
    Word,

    /// <summary>A host name: no space and no slash (nginx: src/http/ngx_http_request.c, ngx_http_validate_host).</summary>
    Host,

    /// <summary>What a request asks for: begins with <c>/</c> or is <c>*</c>, and nothing when the request could not be read.</summary>
    RequestUri,

    /// <summary>Digits; nothing or <c>-</c> when there is none.</summary>
    Digits,

    /// <summary>Seconds with milliseconds, <c>12.345</c>; nothing or <c>-</c> when there is none.</summary>
    Seconds,

    /// <summary>Three digits.</summary>
    Status,

    /// <summary><c>28/Sep/1970:12:00:00 +0600</c>.</summary>
    LocalTime,

    /// <summary><c>1970-09-28T12:00:00+06:00</c>.</summary>
    IsoTime,

    /// <summary>Numbers or <c>-</c>, one for each attempt, with <c>, </c> or <c> : </c> between them.</summary>
    NumberList,

    /// <summary>Addresses without spaces, one for each attempt, with <c>, </c> or <c> : </c> between them.</summary>
    AddressList,

    /// <summary>Network addresses with <c>, </c> between them, as in X-Forwarded-For.</summary>
    ForwardedFor,

    /// <summary>A JSON value without quotes: no space, comma, bracket or quote.</summary>
    Bare,

    /// <summary>All of the rest of the line, whatever it holds.</summary>
    Rest,
}
