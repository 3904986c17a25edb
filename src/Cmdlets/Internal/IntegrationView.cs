using System.ComponentModel;

namespace Nginx502.Internal;

/// <summary>Short texts of an integration test for views. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IntegrationView
{
    /// <summary>The version of PHP that answered; <c>-</c> where none did.</summary>
    public static string Version(object? result)
    {
        ViewObject php = new ViewObject(result).Object("Php");
        return php.IsNull ? "-" : php.Text("Version");
    }

    /// <summary>The virtual server and the location; <c>-</c> where none leads to the pool.</summary>
    public static string Site(object? result)
    {
        ViewObject nginx = new ViewObject(result).Object("Nginx");
        return nginx.Text("Server").Length == 0 && nginx.Text("Location").Length == 0 ? "-" : $"{nginx.Text("Server")} {nginx.Text("Location")}".Trim();
    }

    /// <summary>Why it is as it is: of a half that fails, else of one that was not seen, else of both.</summary>
    public static string Reason(object? result)
    {
        var view = new ViewObject(result);
        ViewObject[] halves = [view.Object("Fpm"), view.Object("Nginx")];
        ViewObject[] bad = [.. halves.Where(half => half.Text("State") == "Failed")];
        ViewObject[] unseen = [.. halves.Where(half => half.Text("State") is "NotSeen" or "Skipped")];
        return bad.Length + unseen.Length == 0 ? "Both halves are well." : string.Join(' ', (bad.Length > 0 ? bad : unseen).Select(half => half.Text("Explanation")));
    }

    /// <summary>What PHP said of itself, in lines.</summary>
    public static string Php(object? result)
    {
        ViewObject php = new ViewObject(result).Object("Php");
        if (php.IsNull)
        {
            return string.Empty;
        }

        string files = string.Join(' ', php.List("IniFiles").Select(file => file.ToString()).Prepend(php.Text("IniFile")).Where(file => file.Length > 0));
        string[] lines =
        [
            php.ToString(),
            $"configuration: {(files.Length == 0 ? "none" : files)}",
            $"limits: {php.Object("Limits")}",
            $"{php.Object("Opcache")}",
            $"extensions: {string.Join(' ', php.List("Extensions").Select(extension => extension.ToString()))}",
        ];
        return string.Join('\n', lines);
    }

    /// <summary>What helps, in lines.</summary>
    public static string Remedies(object? result) =>
        string.Join('\n', new ViewObject(result).List("Remedies").Select(remedy => $"{remedy.Text("Description")} {remedy.Text("Command")}".TrimEnd()));
}
