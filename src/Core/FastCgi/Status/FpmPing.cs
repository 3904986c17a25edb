using System.Text;

namespace Nginx502;

/// <summary>
/// Asks a pool for its ping page: the cheapest proof that a worker answers, without a script (php-src:
/// sapi/fpm/fpm/fpm_status.c, fpm_status_handle_request).
/// </summary>
public static class FpmPing
{
    /// <summary>What the page says where ping.response is not set.</summary>
    public const string DefaultAnswer = "pong";

    /// <summary>The request for a ping page.</summary>
    /// <param name="pingPath">The pool's ping.path.</param>
    public static FastCgiRequest Request(string pingPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(pingPath);
        return new FastCgiRequest(pingPath) { ScriptName = pingPath };
    }

    /// <summary>True when an answer is the ping page's; false when there is none, or it is another page.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="answer">The pool's ping.response.</param>
    public static bool IsAnswered(FastCgiResponse response, string answer = DefaultAnswer)
    {
        const int ok = 200;
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(answer);
        return response is { Failure: null, Status: ok } && response.BodyBytes.Span.SequenceEqual(Encoding.UTF8.GetBytes(answer));
    }
}
