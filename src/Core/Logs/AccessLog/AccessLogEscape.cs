namespace Nginx502.Logs;

/// <summary>How nginx escapes the values of variables in an access log (nginx: src/http/modules/ngx_http_log_module.c).</summary>
public enum AccessLogEscape
{
    /// <summary>
    /// <c>escape=default</c>: the quote, the backslash, bytes below 0x20 and from 0x7F are <c>\xHH</c>; a value that is not set is <c>-</c>.
    /// </summary>
    Default,

    /// <summary><c>escape=json</c>: as in JSON strings; a value that is not set is empty.</summary>
    Json,

    /// <summary><c>escape=none</c>: bytes as they are; a value that is not set is empty.</summary>
    None,
}
