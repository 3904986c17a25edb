namespace Nginx502.Inspection;

/// <summary>
/// The options of a running nginx, from the title that its master shows: <c>nginx: master process /usr/sbin/nginx -g daemon on;</c>
/// (nginx: src/os/unix/ngx_process_cycle.c). The title joins the arguments with spaces, so that a path with spaces cannot be told.
/// </summary>
/// <param name="Program">The program as it was called.</param>
/// <param name="ConfigurationPath"><c>-c</c>; null when it was not given.</param>
/// <param name="Prefix"><c>-p</c>; null when it was not given.</param>
/// <param name="ErrorLog"><c>-e</c>, the error log until the configuration names one; null when it was not given.</param>
/// <param name="Directives"><c>-g</c>; empty when it was not given.</param>
internal sealed record NginxCommandLine(string Program, string? ConfigurationPath, string? Prefix, string? ErrorLog, string Directives)
{
    private const string MasterTitle = "nginx: master process ";

    /// <summary>Reads the title of a process; null when it is no nginx master.</summary>
    public static NginxCommandLine? Parse(string title)
    {
        if (!title.StartsWith(MasterTitle, StringComparison.Ordinal))
        {
            return null;
        }

        string[] words = title[MasterTitle.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var options = new Dictionary<char, string>();
        for (int at = 1; at < words.Length; at++)
        {
            if (words[at] is not ['-', char option and ('c' or 'p' or 'e' or 'g'), ..])
            {
                continue;
            }

            // The value may be attached: -c/etc/nginx.conf.
            string value = words[at].Length > 2 ? words[at][2..] : at + 1 < words.Length ? words[++at] : string.Empty;
            while (option == 'g' && at + 1 < words.Length && !IsOption(words[at + 1]))
            {
                value += " " + words[++at];
            }

            options[option] = value;
        }

        return new NginxCommandLine(
            words.Length > 0 ? words[0] : "nginx",
            options.GetValueOrDefault('c'),
            options.GetValueOrDefault('p'),
            options.GetValueOrDefault('e'),
            options.GetValueOrDefault('g', string.Empty));
    }

    private static bool IsOption(string word) => word.Length >= 2 && word[0] == '-' && "cpegqtTvVsh?".Contains(word[1], StringComparison.Ordinal);
}
