using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Internal;

/// <summary>Short texts of settings for views. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SettingView
{
    /// <summary>The settings that files set, a line each with its place.</summary>
    public static string WrittenLines(IEnumerable? settings) => Join(Items(settings)
        .Where(setting => setting.Text("Path").Length > 0)
        .Select(setting => $"{setting.Text("Name")} {setting.Text("Value")}  ({Path.GetFileName(setting.Text("Path"))}:{setting.Text("LineNumber")})"));

    /// <summary>Anything, a line each.</summary>
    public static string Lines(IEnumerable? items) => Join(Items(items).Select(item => item.ToString()));

    /// <summary>A duration in few columns: <c>60s</c>, <c>500ms</c>.</summary>
    public static string Short(object? duration) => (duration is PSObject wrapper ? wrapper.BaseObject : duration) switch
    {
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s"),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms"),
        _ => "-",
    };

    private static IEnumerable<ViewObject> Items(IEnumerable? items) => (items ?? Array.Empty<object>()).Cast<object?>().Select(item => new ViewObject(item));

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines);
}
