using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>Short texts of changes for views. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChangeView
{
    /// <summary>What was changed in one line: where, settings with their values, else the command; and whether in a copy of a server.</summary>
    public static string Settings(object? change)
    {
        var view = new ViewObject(change);
        string undoes = view.Text("Undoes") is { Length: > 0 } id ? $"undoes {id}: " : string.Empty;
        string settings = string.Join("; ", view.List("Settings").GroupBy(setting => setting.Text("Scope")).Select(scope => $"{(scope.Key.Length > 0 ? $"{scope.Key}: " : string.Empty)}{string.Join(", ", scope.Select(Line))}"));
        string copy = view.Text("RootPath").Length > 0 ? " (in a copy)" : string.Empty;
        return undoes + (settings.Length > 0 ? settings : view.Text("Command")) + copy;
    }

    /// <summary>What became of it; a service that was reloaded or restarted without a change of files was not left as it was.</summary>
    public static string State(object? change)
    {
        var view = new ViewObject(change);
        return view.Text("State") == nameof(ChangeState.Unchanged) && view.Flag("IsReloaded") ? "Done" : view.Text("State");
    }

    /// <summary>The settings, a line each.</summary>
    public static string SettingLines(object? change) => string.Join('\n', new ViewObject(change).List("Settings").Select(setting => $"{Line(setting)}  ({setting.Text("Scope")})"));

    /// <summary>The files with their backups, a line each.</summary>
    public static string Files(object? change) => string.Join('\n', new ViewObject(change).List("Files")
        .Select(file => file.Text("BackupPath") is { Length: > 0 } backup ? $"{file.Text("RealPath")}  (before: {backup})" : file.Text("RealPath")));

    /// <summary>The commands that make it, a line each.</summary>
    public static string Commands(object? change) => string.Join('\n', new ViewObject(change).List("Commands").Select(command => command.ToString()));

    /// <summary>What the check gave.</summary>
    public static string Check(object? change)
    {
        ViewObject check = new ViewObject(change).Object("Check");
        string when = check.Flag("IsTestedBeforehand") ? "beforehand" : "after it was installed";
        string said = string.Join('\n', check.List("Diagnostics").Select(diagnostic => diagnostic.ToString()));
        return (check.Flag("Passed") ? $"accepted, {when}" : $"refused, {when}") + (said.Length > 0 ? "\n" + said : string.Empty);
    }

    /// <summary>Why it was not made, and what to do.</summary>
    public static string Problem(object? change)
    {
        ViewObject failure = new ViewObject(change).Object("Failure");
        return $"{failure.Text("Problem")} {failure.Text("Advice")}";
    }

    private static string Line(ViewObject setting) =>
        $"{setting.Text("Name")} {Value(setting, "Before")} -> {Value(setting, "After")}";

    private static string Value(ViewObject setting, string name) => setting.Text(name) is { Length: > 0 } value ? value : "-";
}
