using System.Globalization;

namespace Nginx502.Lab.LookAlikes;

/// <summary>Lines of logs as both servers wrote them hours ago.</summary>
internal static class PastLines
{
    /// <summary>A visitor who got 502, as nginx tells it.</summary>
    public static (string Error, string Access) BadGateway(DateTime time, string socket, string failure)
    {
        string when = time.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
        string stamp = time.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture) + " " + time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        return (
            $"{when} [error] 4711#4711: *12 {failure}, client: 127.0.0.1, server: {NginxConfiguration.ServerName}, request: \"GET /hello.php HTTP/1.1\", upstream: \"fastcgi://unix:{socket}:\", host: \"{NginxConfiguration.ServerName}\"\n",
            $"127.0.0.1 - - [{stamp}] \"GET /hello.php HTTP/1.1\" 502 157 \"-\" \"visitor/1.0\" 0.001 \"unix:{socket}\" \"502\" \"0.000\" 4711 12 1\n");
    }

    /// <summary>A line of php-fpm's log.</summary>
    public static string Fpm(DateTime time, string text) => $"[{time.ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture)}] {text}\n";
}
