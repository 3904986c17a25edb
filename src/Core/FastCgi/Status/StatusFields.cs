namespace Nginx502.FastCgi;

/// <summary>
/// A status page as names and values, whatever its format. Names are in lower case with blanks between the words, as the JSON
/// page spells them; values are safe to show.
/// </summary>
internal sealed class StatusFields
{
    private readonly List<Dictionary<string, string>> _processes = [];

    /// <summary>What is said of the pool.</summary>
    public Dictionary<string, string> Pool { get; } = new(StringComparer.Ordinal);

    /// <summary>What is said of each worker.</summary>
    public IReadOnlyList<Dictionary<string, string>> Processes => _processes;

    /// <summary>Where the next values belong: the pool, or the last worker.</summary>
    public Dictionary<string, string> Current => _processes.Count == 0 ? Pool : _processes[^1];

    /// <summary>Further values are about another worker.</summary>
    public void BeginProcess() => _processes.Add(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Keeps a value; of one name the last one counts.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Current[Normalize(SafeText.Decode(name))] = SafeText.Decode(value);

    /// <summary>
    /// One spelling of all: pages say <c>max listen queue</c> or <c>max-listen-queue</c> and <c>request URI</c> or <c>request
    /// uri</c>; a page that prints PHP's fpm_get_status() says <c>request-length</c>.
    /// </summary>
    public static string Normalize(string name)
    {
        string spelled = name.Trim().ToLowerInvariant().Replace('-', ' ').Replace('_', ' ');
        return spelled == "request length" ? "content length" : spelled;
    }
}
