using System.Text;

namespace Nginx502.Nginx;

/// <summary>From directives to settings that may be shown, and from the text of a setting back to its words.</summary>
internal static class SettingText
{
    /// <summary>A directive as a setting.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="hasParameter">True when its first argument is a part of its name.</param>
    /// <param name="scope">The block that it stands in.</param>
    public static NginxSetting Read(SyntaxDirective directive, bool hasParameter, NginxSettingScope scope)
    {
        int first = hasParameter ? 1 : 0;
        string name = hasParameter ? $"{directive.Name} {SafeText.Escape(directive.Argument(0))}" : directive.Name;
        return new NginxSetting(name, Value(directive, first), scope, directive.File.Path, directive.LineNumber);
    }

    /// <summary>Several directives of one block that are one value; the last one's place stands for all.</summary>
    public static NginxSetting Join(List<SyntaxDirective> directives, NginxSettingScope scope)
    {
        NginxSetting last = Read(directives[^1], hasParameter: false, scope);
        return last with { Value = string.Join(' ', directives.Select(directive => Value(directive, 0))) };
    }

    /// <summary>The words of a setting's value, quotes and backslashes undone.</summary>
    public static string[] Words(string value)
    {
        if (value.AsSpan().IndexOfAny("\"'\\") < 0)
        {
            return value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        SyntaxFile file = SyntaxReader.Read(SyntaxFile.CommandLinePath, Encoding.UTF8.GetBytes("value " + value + ";"));
        return file.Directives is [{ } directive, ..] ? directive.Arguments() : [];
    }

    private static string Value(SyntaxDirective directive, int first)
    {
        string[] arguments = directive.Arguments();
        var text = new StringBuilder();
        for (int index = first; index < arguments.Length; index++)
        {
            SyntaxWord word = directive.ArgumentWord(index);
            text.Append(text.Length > 0 ? " " : "")
                .Append(ArgumentMask.Mask(directive.Name, arguments, index, SafeText.Decode(directive.File.Bytes.Slice(word.Start, word.Length))));
        }

        return text.ToString();
    }
}
