namespace Nginx502.Nginx;

/// <summary>What is in effect in one block: for each setting what its own lines say, else what the block around it has.</summary>
internal sealed class SettingTable
{
    private readonly SettingCatalogue _catalogue;
    private readonly SettingEntry?[] _entries;
    private IReadOnlyList<NginxSetting>? _all;

    private SettingTable(SettingCatalogue catalogue, SettingEntry?[] entries)
    {
        _catalogue = catalogue;
        _entries = entries;
    }

    /// <summary>All settings, those that are built in among them, in the order of the catalogue.</summary>
    public IReadOnlyList<NginxSetting> All => _all ??= Collect();

    /// <summary>Reads a block.</summary>
    /// <param name="catalogue">Which settings there are.</param>
    /// <param name="block">The block.</param>
    /// <param name="around">What the block around it has; null for the outermost.</param>
    public static SettingTable Read(SettingCatalogue catalogue, HttpBlock block, SettingTable? around)
    {
        SettingEntry?[]? own = null;
        foreach (SyntaxDirective directive in block.Directives)
        {
            if (catalogue.SlotOf(directive.Known) is { } slot && directive.ArgumentCount > 0)
            {
                own ??= new SettingEntry?[catalogue.Slots.Count];
                (own[slot.Index] ??= new SettingEntry(slot, block)).Directives.Add(directive);
            }
        }

        // Most blocks say nothing of their own: they share the table of the block around them.
        if (own is null)
        {
            return around ?? new SettingTable(catalogue, new SettingEntry?[catalogue.Slots.Count]);
        }

        for (int index = 0; index < own.Length; index++)
        {
            own[index] ??= around?._entries[index];
        }

        return new SettingTable(catalogue, own);
    }

    /// <summary>The line that a setting comes from, the last one where several do; null when it is built in.</summary>
    public SyntaxDirective? LineOf(SettingSlot slot) => _entries[slot.Index]?.Directives[^1];

    /// <summary>A word of a setting as nginx takes it; null when it has no such word, and for what is built in nowhere.</summary>
    /// <param name="slot">The setting.</param>
    /// <param name="word">From 0.</param>
    public string? WordOf(SettingSlot slot, int word)
    {
        if (LineOf(slot) is { } line)
        {
            return line.ArgumentCount > word ? line.Argument(word) : null;
        }

        string[] words = slot.Default?.Value.Split(' ') ?? [];
        return words.Length > word ? words[word] : null;
    }

    /// <summary>A size of a setting in bytes; null when it is none.</summary>
    public long? SizeOf(SettingSlot slot, int word) => NginxSize.TryParse(WordOf(slot, word), out long bytes) ? bytes : null;

    private List<NginxSetting> Collect()
    {
        var all = new List<NginxSetting>(_entries.Length);
        foreach (SettingSlot slot in _catalogue.Slots)
        {
            if (_entries[slot.Index] is { } entry)
            {
                all.AddRange(entry.Settings);
            }
            else if ((slot.Default ?? Derived(slot)) is { } builtIn)
            {
                all.Add(builtIn);
            }
        }

        return all;
    }

    // nginx: ngx_http_*_merge_loc_conf: both are twice the larger of buffer_size and one of buffers.
    private NginxSetting? Derived(SettingSlot slot)
    {
        if (_catalogue.Buffers is not { } buffers || (slot != buffers.BusySize && slot != buffers.WriteSize))
        {
            return null;
        }

        long largest = Math.Max(SizeOf(buffers.HeaderSize, 0) ?? 0, SizeOf(buffers.Buffers, 1) ?? 0);
        return SettingDefaults.Default(slot.Name.Text, NginxSize.Format(2 * largest));
    }
}
