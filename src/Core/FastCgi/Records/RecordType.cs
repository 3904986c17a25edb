namespace Nginx502.FastCgi;

/// <summary>What a record is (FastCGI 1.0, section 8; php-src: main/fastcgi.h, fcgi_request_type).</summary>
internal enum RecordType : byte
{
    /// <summary>To the application: a request begins.</summary>
    BeginRequest = 1,

    /// <summary>To the application: the request is not wanted any more. php-fpm does not know it.</summary>
    AbortRequest = 2,

    /// <summary>To the server: the response is complete.</summary>
    EndRequest = 3,

    /// <summary>To the application: a part of the parameters.</summary>
    Params = 4,

    /// <summary>To the application: a part of the content.</summary>
    StandardInput = 5,

    /// <summary>To the server: a part of the response.</summary>
    StandardOutput = 6,

    /// <summary>To the server: a part of what is to be logged.</summary>
    StandardError = 7,

    /// <summary>To the application: a part of the data of a filter.</summary>
    Data = 8,

    /// <summary>To the application: what are your limits?</summary>
    GetValues = 9,

    /// <summary>To the server: the limits.</summary>
    GetValuesResult = 10,

    /// <summary>To the server: a record of that type is not known here.</summary>
    UnknownType = 11,
}
