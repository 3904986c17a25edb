using System.ComponentModel;
using System.Globalization;

namespace Nginx502.Internal;

/// <summary>How a response over FastCGI is shown: as a visitor would get it, and apart from it what was to be logged. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResponseView
{
    private const int ShownCharacters = 4000;

    /// <summary>The first line: the status, how long it took and where.</summary>
    public static string Headline(object? response)
    {
        var view = new ViewObject(response);
        string status = view.Text("Status") is { Length: > 0 } code ? $"{code} {view.Text("Reason")}".TrimEnd() : "no status";
        return $"{status}  in {Seconds(view.Text("Duration"))} s  from {view.Text("Endpoint")}";
    }

    /// <summary>The lines of the header.</summary>
    public static string Headers(object? response) =>
        string.Join('\n', new ViewObject(response).List("Headers").Select(header => $"{header.Text("Name")}: {header.Text("Value")}"));

    /// <summary>The body, or as much of it as a screen takes.</summary>
    public static string Body(object? response)
    {
        string body = new ViewObject(response).Text("Body").TrimEnd('\n');
        return body.Length <= ShownCharacters ? body
            : string.Create(CultureInfo.InvariantCulture, $"{body[..ShownCharacters]}\n... ({body.Length - ShownCharacters} more characters, in Body)");
    }

    /// <summary>A duration in seconds to the millisecond.</summary>
    public static string Seconds(object? duration) =>
        TimeSpan.TryParse(Convert.ToString(duration, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out TimeSpan time) ? ViewText.Seconds(time) : "-";
}
